import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requestLinkAction } from "#app/_actions/sign-in";
import { optionalUser } from "#app/_lib/session";
import { SignInFrame } from "#components/sign-in/frame";
import { SignInForm } from "#components/sign-in/sign-in-form";
import { demoAccounts } from "#lib/auth/demo-accounts";
import { SIGN_IN_PROBLEMS, signInProblem } from "#lib/auth/sign-in-refusal";
import { config } from "#lib/config";
import { ownPath } from "#lib/dashboard-paths";

export const metadata: Metadata = { title: "Sign in" };

/** `to` is ours; next-auth says `callbackUrl`, a whole address, when it sends people back. */
type Search = Partial<Record<"to" | "callbackUrl" | "error", string | string[]>>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const target = targetOf(search);
  if (await optionalUser()) redirect(target);
  const { providers, mail } = config();
  return (
    <SignInFrame title="Sign in to Posthorn">
      <SignInForm
        providers={providers.map(({ id, name }) => ({ id, name }))}
        accounts={await demoAccounts()}
        to={target}
        problem={typeof search.error === "string" ? SIGN_IN_PROBLEMS[signInProblem(search.error)] : undefined}
        requestLink={mail && requestLinkAction}
      />
    </SignInFrame>
  );
}

function targetOf({ to, callbackUrl }: Search): string {
  if (typeof to === "string") return ownPath(to);
  const own = new URL(config().url).origin;
  if (typeof callbackUrl !== "string" || !URL.canParse(callbackUrl)) return "/";
  const { origin, pathname, search } = new URL(callbackUrl);
  return origin === own ? ownPath(pathname + search) : "/";
}

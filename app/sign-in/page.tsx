import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { optionalUser } from "#app/_lib/session";
import { LogoMark } from "#components/shell/logo";
import { SignInForm } from "#components/sign-in/sign-in-form";
import { demoAccounts } from "#lib/auth/demo-accounts";
import { ownPath } from "#lib/dashboard-paths";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const { to } = await searchParams;
  const target = ownPath(typeof to === "string" ? to : null);
  if (await optionalUser()) redirect(target);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="grid justify-items-center gap-3 text-center">
          <LogoMark className="size-10" />
          <h1 className="text-xl font-semibold tracking-tight">Sign in to Posthorn</h1>
        </div>
        <SignInForm accounts={await demoAccounts()} to={target} />
      </div>
    </main>
  );
}

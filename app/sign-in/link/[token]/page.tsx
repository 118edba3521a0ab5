import type { Metadata } from "next";
import { connection } from "next/server";
import { SignInFrame } from "#components/sign-in/frame";
import { LinkIsOver } from "#components/sign-in/link-is-over";
import { OpenLink } from "#components/sign-in/open-link";
import { readLink } from "#lib/sign-in-links/spend-link";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInLinkPage({ params }: { params: Promise<{ token: string }> }) {
  await connection();
  const token = decodeURIComponent((await params).token);
  const link = await readLink("sign-in", token);
  if (!link) return <LinkIsOver again="/sign-in" />;
  return (
    <SignInFrame title="Sign in to Posthorn" intro="Press the button to sign in with the link from your mail.">
      <OpenLink token={token} email={link.email} to={link.target} />
    </SignInFrame>
  );
}

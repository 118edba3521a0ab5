import type { Metadata } from "next";
import { connection } from "next/server";
import { resetPasswordAction } from "#app/_actions/sign-in";
import { SignInFrame } from "#components/sign-in/frame";
import { LinkIsOver } from "#components/sign-in/link-is-over";
import { NewPasswordForm } from "#components/sign-in/new-password";
import { readLink } from "#lib/sign-in-links/spend-link";

export const metadata: Metadata = { title: "New password" };

export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  await connection();
  const token = decodeURIComponent((await params).token);
  const link = await readLink("password", token);
  if (!link) return <LinkIsOver again="/sign-in/password" />;
  return (
    <SignInFrame title="Set a new password" intro="Every browser that is signed in as you is signed out.">
      <NewPasswordForm email={link.email} reset={resetPasswordAction.bind(null, token)} />
    </SignInFrame>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { requestLinkAction } from "#app/_actions/sign-in";
import { ForgottenPassword } from "#components/sign-in/forgotten-password";
import { SignInFrame } from "#components/sign-in/frame";
import { config } from "#lib/config";

export const metadata: Metadata = { title: "New password" };

export default async function ForgottenPasswordPage() {
  await connection();
  if (!config().mail) notFound();
  return (
    <SignInFrame title="Set a new password" intro="We mail you a link with which you choose a new one.">
      <ForgottenPassword requestLink={requestLinkAction} />
    </SignInFrame>
  );
}

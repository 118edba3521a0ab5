import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createOperatorAction } from "#app/_actions/sign-in";
import { clientAddress } from "#app/_lib/session";
import { SetupForm } from "#components/setup/setup-form";
import { SignInFrame } from "#components/sign-in/frame";
import { AppError } from "#lib/errors/app-error";
import { canSetUp } from "#lib/setup/create-operator";

export const metadata: Metadata = { title: "Set up" };

/** For whoever holds the link that the start has printed; nothing is here for anybody else, and nothing later on. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const address = await clientAddress();
  if (typeof token !== "string" || !(await mayEnter(token, address))) notFound();
  return (
    <SignInFrame
      title="Set up Posthorn"
      intro="Make the account that operates this instance: products, workspaces, keys."
    >
      <SetupForm create={createOperatorAction.bind(null, token)} />
    </SignInFrame>
  );
}

/** Who has tried too often is told as little as who holds a wrong token. */
async function mayEnter(token: string, address: string | null): Promise<boolean> {
  try {
    return await canSetUp(token, { address });
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

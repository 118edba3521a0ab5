"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";

/** One press uses a mailed link up. Opening it must not: programs that check mail open links too. */
export function OpenLink({ token, email, to }: { token: string; email: string; to: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function open() {
    setBusy(true);
    setError(undefined);
    const result = await signIn("mail-link", { token, redirect: false }).catch(() => undefined);
    if (result?.ok) return window.location.assign(to);
    setBusy(false);
    setError(sentenceFor(result?.status));
  }

  return (
    <div className="panel grid gap-4 p-5">
      {error && (
        <Notice tone="bad" alert>
          {error}
        </Notice>
      )}
      <Button variant="primary" size="lg" busy={busy} onClick={open}>
        <span className="truncate">Sign in as {email}</span>
      </Button>
    </div>
  );
}

function sentenceFor(status: number | undefined): string {
  if (status === 403) return "This link was used, or has expired. Ask for a new one.";
  if (status === 429) return "Too many tries. Wait a few minutes, then try again.";
  return status ? "Signing in failed on our side. Try again." : "The server could not be reached. Try again.";
}

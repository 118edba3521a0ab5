"use client";

import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";

/** One press makes the signed-in person a member. */
export function AcceptInvitation({ label, accept }: { label: string; accept: () => Promise<ActionResult<string>> }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function run() {
    setBusy(true);
    const result = await accept().catch(() => null);
    if (result?.ok) return window.location.assign(`/${result.data}`);
    setBusy(false);
    setError(result?.message ?? UNREACHABLE);
  }

  return (
    <div className="grid gap-4">
      {error && (
        <Notice tone="bad" alert>
          {error}
        </Notice>
      )}
      <Button variant="primary" size="lg" busy={busy} onClick={run}>
        {label}
      </Button>
    </div>
  );
}

/** For who is signed in as somebody else than the one invited. */
export function SignOutAndBack({ path }: { path: string }) {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      size="lg"
      busy={busy}
      onClick={async () => {
        setBusy(true);
        const auth = await import("next-auth/react");
        await auth.signOut({ callbackUrl: path });
      }}
    >
      Sign out
    </Button>
  );
}

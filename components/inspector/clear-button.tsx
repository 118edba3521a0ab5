"use client";

import { Eraser } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";

/** Forgets what arrived so far. */
export function ClearButton({ clear }: { clear: () => Promise<ActionResult<void>> }) {
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    const result = await clear().catch(() => null);
    setBusy(false);
    if (!result?.ok) toast.error("Not cleared", result?.message ?? "The server could not be reached. Try again.");
  }
  return (
    <Button busy={busy} onClick={run}>
      {!busy && <Eraser aria-hidden />} Clear
    </Button>
  );
}

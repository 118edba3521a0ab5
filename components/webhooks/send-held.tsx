"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ReplayActions } from "#components/replays/replay-form";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { HELD_DRAFT, HeldChoice, heldSince } from "#components/webhooks/held-choice";
import { developerPath } from "#lib/dashboard-paths";
import { plural } from "#lib/text/plural";

interface Props {
  workspace: string;
  webhookId: string;
  held: number;
  start: ReplayActions["start"];
}

/** Offers what is still held for an active webhook: sent as a replay, whose progress is in the logs. */
export function SendHeld({ workspace, webhookId, held, start }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [draft, setDraft] = useState(HELD_DRAFT);
  const router = useRouter();

  async function run() {
    setBusy(true);
    const since = draft.send === "all" ? new Date(0).toISOString() : heldSince(draft.range);
    const result = await start(webhookId, { kind: "matching", status: "held", since }).catch(() => null);
    setBusy(false);
    setAsking(false);
    if (!result?.ok)
      return void toast.error("Not sent", result?.message ?? "The server could not be reached. Try again.");
    if (result.data.total === 0) return void toast.success("Nothing to send", "Nothing was held in that time.");
    router.push(developerPath(workspace, "webhooks", webhookId, "logs"));
  }

  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        <Send aria-hidden /> Send held
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Send what is held"
        description={`${plural(held, "delivery was", "deliveries were")} held while the webhook was not active.`}
        confirmLabel="Send"
        busy={busy}
        onConfirm={run}
      >
        <HeldChoice held={held} draft={draft} onChange={setDraft} mustSend />
      </AlertDialog>
    </>
  );
}

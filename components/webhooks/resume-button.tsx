"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** Makes a webhook active again; asks what to do with held deliveries where there are any. */
export function ResumeButton({
  held,
  resume,
}: {
  held: number;
  resume: (sendHeld: boolean) => Promise<ActionResult<WebhookView>>;
}) {
  const [asking, setAsking] = useState(false);
  const [sendHeld, setSendHeld] = useState(true);
  const [busy, setBusy] = useState(false);

  async function run(send: boolean) {
    setBusy(true);
    const result = await resume(send).catch(() => null);
    setBusy(false);
    setAsking(false);
    if (result?.ok)
      toast.success("Resumed", send && held > 0 ? "What was held is on its way." : "New events are sent again.");
    else toast.error("Not resumed", result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <>
      <Button size="sm" busy={busy} onClick={() => (held > 0 ? setAsking(true) : run(false))}>
        <Play aria-hidden /> Resume
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Resume this webhook"
        description={`${plural(held, "delivery was", "deliveries were")} held while it was not active.`}
        confirmLabel="Resume"
        busy={busy}
        onConfirm={() => run(sendHeld)}
      >
        <label className="flex items-start gap-2.5">
          <Checkbox className="mt-0.5" checked={sendHeld} onCheckedChange={setSendHeld} />
          <span className="grid">
            Send what was held
            <span className="text-xs text-ink-muted">Otherwise it stays held and can be replayed later.</span>
          </span>
        </label>
      </AlertDialog>
    </>
  );
}

"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { HELD_DRAFT, HeldChoice, type HeldDraft, heldInput } from "#components/webhooks/held-choice";
import { type Resume, useResume } from "#components/webhooks/use-resume";
import { plural } from "#lib/text/plural";

/** Makes a webhook active again; asks what to do with held deliveries where there are any. */
export function ResumeButton({ held, resume }: { held: number; resume: Resume }) {
  const [asking, setAsking] = useState(false);
  const [draft, setDraft] = useState<HeldDraft>(HELD_DRAFT);
  const { busy, run } = useResume(held, resume);
  return (
    <>
      <Button size="sm" busy={busy} onClick={() => (held > 0 ? setAsking(true) : run({ sendHeld: false }))}>
        <Play aria-hidden /> Resume
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Resume this webhook"
        description={`${plural(held, "delivery was", "deliveries were")} held while it was not active.`}
        confirmLabel="Resume"
        busy={busy}
        onConfirm={async () => {
          await run(heldInput(draft));
          setAsking(false);
        }}
      >
        <HeldChoice held={held} draft={draft} onChange={setDraft} />
      </AlertDialog>
    </>
  );
}

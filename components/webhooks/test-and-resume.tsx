"use client";

import { FlaskConical, Play, RotateCw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { HELD_DRAFT, HeldChoice, type HeldDraft, heldInput } from "#components/webhooks/held-choice";
import { TestResult } from "#components/webhooks/test-result";
import { type Resume, useResume } from "#components/webhooks/use-resume";
import type { ActionResult } from "#lib/actions/action-result";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { plural } from "#lib/text/plural";
import type { TestEventInput } from "#lib/webhooks/webhook-schema";

interface Props {
  workspace: string;
  held: number;
  /** The event type that the test is of. */
  type: string;
  test: (input: TestEventInput) => Promise<ActionResult<DeliveryView>>;
  resume: Resume;
  /** Whether the dialog is there at once: a link from the list leads here. */
  initiallyOpen?: boolean;
}

/** Sees whether the receiver works again, and brings the webhook back when it does. */
export function TestAndResume({ initiallyOpen = false, ...props }: Props) {
  const [open, setOpen] = useState(initiallyOpen);
  return (
    <>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        <FlaskConical aria-hidden /> Test and resume
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Test and resume"
        description={`A test event (${props.type}), signed with the real secret, shows whether the receiver works again.`}
        className="w-[min(36rem,calc(100vw-2rem))]"
      >
        {open && <Steps {...props} close={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Steps({ workspace, held, type, test, resume, close }: Props & { close: () => void }) {
  const [delivery, setDelivery] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<"succeeded" | "failed" | null>(null);
  const [error, setError] = useState<string>();
  const [round, setRound] = useState(0);
  const [draft, setDraft] = useState<HeldDraft>(HELD_DRAFT);
  const { busy, run } = useResume(held, resume);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is one test, whatever is rendered meanwhile
  useEffect(() => {
    let isCurrent = true;
    setDelivery(null);
    setOutcome(null);
    setError(undefined);
    // A double render in development must not send twice.
    const timer = setTimeout(async () => {
      const result = await test({ type }).catch(() => null);
      if (!isCurrent) return;
      if (result?.ok) setDelivery(result.data.id);
      else setError(result?.message ?? "The server could not be reached. Try again.");
    });
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [round]);

  const onDone = useCallback((succeeded: boolean) => setOutcome(succeeded ? "succeeded" : "failed"), []);
  const works = outcome === "succeeded";
  return (
    <>
      {error && (
        <Notice tone="bad" alert title="Not sent">
          {error}
        </Notice>
      )}
      {!error && (
        <TestResult compact key={delivery ?? ""} workspace={workspace} deliveryId={delivery} onDone={onDone} />
      )}
      {works && held > 0 && (
        <div className="grid gap-2">
          <p>The receiver works again. {plural(held, "delivery was", "deliveries were")} held meanwhile:</p>
          <HeldChoice held={held} draft={draft} onChange={setDraft} />
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={close}>{works ? "Not now" : "Close"}</Button>
        {(error || outcome) && !works && (
          <Button onClick={() => setRound(round + 1)}>
            <RotateCw aria-hidden /> Test again
          </Button>
        )}
        <Button
          variant={works ? "primary" : "secondary"}
          busy={busy}
          disabled={!works && !outcome && !error}
          onClick={async () => {
            if (await run(held > 0 && works ? heldInput(draft) : { sendHeld: false })) close();
          }}
        >
          <Play aria-hidden /> {works ? "Resume" : "Resume anyway"}
        </Button>
      </div>
    </>
  );
}

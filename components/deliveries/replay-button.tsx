"use client";

import { RotateCw, Send } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

interface Props {
  delivery: DeliveryView;
  replay: (id: string) => Promise<void>;
  /** An icon only, for rows; shown for those that failed. */
  compact?: boolean;
}

/**
 * Sends a delivery again in one click; one that waits for its retry is sent now. One that succeeded asks first: its
 * receiver gets it a second time.
 */
export function ReplayButton({ delivery, replay, compact = false }: Props) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const waits = delivery.status === "pending";
  const label = waits ? "Send now" : "Replay";

  async function run() {
    setBusy(true);
    await replay(delivery.id).finally(() => setBusy(false));
  }

  if (compact) {
    if (delivery.status !== "failed") return null;
    return (
      <Button
        size="icon-sm"
        variant="ghost"
        className="relative z-10"
        aria-label={`Replay ${delivery.type} ${delivery.id}`}
        title="Replay"
        busy={busy}
        onClick={run}
      >
        {!busy && <RotateCw aria-hidden />}
      </Button>
    );
  }
  const Icon = waits ? Send : RotateCw;
  return (
    <>
      <Button
        size="sm"
        variant={delivery.status === "failed" ? "primary" : "secondary"}
        busy={busy}
        onClick={delivery.status === "succeeded" ? () => setAsking(true) : run}
      >
        {!busy && <Icon aria-hidden />}
        {label}
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Send this delivery again?"
        description="It succeeded before. The receiver gets it a second time, with the same id."
        confirmLabel="Send again"
        onConfirm={() => {
          setAsking(false);
          void run();
        }}
      />
    </>
  );
}

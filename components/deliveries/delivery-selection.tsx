"use client";

import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { DeliveryActions } from "#components/deliveries/delivery-log";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { SelectionBar } from "#components/ui/selection-bar";
import { toast } from "#components/ui/toast";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { plural } from "#lib/text/plural";

interface Props {
  selected: DeliveryView[];
  replayMany: DeliveryActions["replayMany"];
  clear: () => void;
}

/** What can be done with the deliveries that are ticked. */
export function DeliverySelection({ selected, replayMany, clear }: Props) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const succeeded = selected.filter((delivery) => delivery.status === "succeeded").length;

  async function replaySelected() {
    setAsking(false);
    setBusy(true);
    const result = await replayMany(selected.map((delivery) => delivery.id)).catch(() => null);
    setBusy(false);
    if (!result?.ok)
      return void toast.error("Not replayed", result?.message ?? "The server could not be reached. Try again.");
    clear();
    const { replayed, refused } = result.data;
    if (replayed > 0) toast.success(`${plural(replayed, "delivery", "deliveries")} sent again`);
    if (refused.length > 0) toast.error(`${plural(refused.length, "delivery", "deliveries")} not sent`, refused[0]);
  }

  return (
    <>
      <SelectionBar count={selected.length} clear={clear}>
        <Button size="sm" busy={busy} onClick={succeeded > 0 ? () => setAsking(true) : replaySelected}>
          {!busy && <RotateCw aria-hidden />} Replay selected
        </Button>
      </SelectionBar>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send ${plural(selected.length, "delivery", "deliveries")} again?`}
        description={`${plural(succeeded, "has", "have")} succeeded before: receivers get them a second time, with the same id.`}
        confirmLabel="Send again"
        onConfirm={replaySelected}
      />
    </>
  );
}

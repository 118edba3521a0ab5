"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useCallback, useState } from "react";
import { openDeliveryParam } from "#components/deliveries/delivery-search-params";
import { DeliverySheet } from "#components/deliveries/delivery-sheet";
import { DeliveryTable } from "#components/deliveries/delivery-table";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { plural } from "#lib/text/plural";

export interface DeliveryActions {
  replay: (id: string) => Promise<ActionResult<DeliveryView>>;
  replayMany: (ids: string[]) => Promise<ActionResult<{ replayed: number; refused: string[] }>>;
  cancel: (id: string) => Promise<ActionResult<DeliveryView>>;
}

interface Props {
  workspace: string;
  deliveries: DeliveryView[];
  /** What the page is about, so that no column repeats it. */
  about?: "webhook" | "event";
  /** Null for readers who may only look. */
  actions: DeliveryActions | null;
}

/** A page of deliveries with the sheet of the one that is open. */
export function DeliveryLog({ workspace, deliveries, about, actions }: Props) {
  const [openId, setOpenId] = useQueryState("delivery", openDeliveryParam);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const router = useRouter();

  const open = useCallback((id: string) => void setOpenId(id), [setOpenId]);
  const replay = useCallback(
    async (id: string) => {
      const result = await actions?.replay(id).catch(() => null);
      if (!result?.ok)
        return void toast.error("Not replayed", result?.message ?? "The server could not be reached. Try again.");
      void setOpenId(id);
    },
    [actions, setOpenId],
  );
  const cancel = useCallback(
    async (id: string) => {
      const result = await actions?.cancel(id).catch(() => null);
      if (!result?.ok) toast.error("Not canceled", result?.message ?? "The server could not be reached. Try again.");
    },
    [actions],
  );

  const selected = deliveries.filter((delivery) => selection[delivery.id]);
  const succeeded = selected.filter((delivery) => delivery.status === "succeeded").length;
  async function replaySelected() {
    setAsking(false);
    setBusy(true);
    const result = await actions?.replayMany(selected.map((delivery) => delivery.id)).catch(() => null);
    setBusy(false);
    if (!result?.ok)
      return void toast.error("Not replayed", result?.message ?? "The server could not be reached. Try again.");
    setSelection({});
    const { replayed, refused } = result.data;
    if (replayed > 0) toast.success(`${plural(replayed, "delivery", "deliveries")} sent again`);
    if (refused.length > 0) toast.error(`${plural(refused.length, "delivery", "deliveries")} not sent`, refused[0]);
  }

  return (
    <>
      {actions && selected.length > 0 && (
        <section
          aria-label="Selection"
          className="mb-3 flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft px-3 py-1.5"
        >
          <span role="status">{selected.length} selected</span>
          <Button size="sm" busy={busy} onClick={succeeded > 0 ? () => setAsking(true) : replaySelected}>
            {!busy && <RotateCw aria-hidden />} Replay selected
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setSelection({})}>
            Clear selection
          </Button>
        </section>
      )}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send ${plural(selected.length, "delivery", "deliveries")} again?`}
        description={`${plural(succeeded, "has", "have")} succeeded before: receivers get them a second time, with the same id.`}
        confirmLabel="Send again"
        onConfirm={replaySelected}
      />
      <DeliveryTable
        deliveries={deliveries}
        about={about}
        openId={openId}
        onOpen={open}
        replay={actions && replay}
        selection={selection}
        onSelectionChange={setSelection}
      />
      <DeliverySheet
        workspace={workspace}
        deliveryId={openId}
        onClose={() => {
          void setOpenId(null);
          router.refresh();
        }}
        replay={actions && replay}
        cancel={actions && cancel}
      />
    </>
  );
}

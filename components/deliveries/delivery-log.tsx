"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { Suspense, useCallback, useState } from "react";
import { liveParam, openDeliveryParam } from "#components/deliveries/delivery-search-params";
import { DeliveryTable } from "#components/deliveries/delivery-table";
import { type LogView, parseLogView } from "#components/deliveries/log-view";
import type { CheckSignature } from "#components/deliveries/signature-dialog";
import { useLiveDeliveries } from "#components/deliveries/use-live-deliveries";
import { Button } from "#components/ui/button";
import { onDemand, useWasOpen } from "#components/ui/on-demand";
import { toast } from "#components/ui/toast";
import { besideFilters } from "#components/ui/use-filters";
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
  view?: LogView;
  /** Where what is new comes from while Live is on; null on pages that have no such switch, and on older ones. */
  liveUrl?: string | null;
  /** Shown while there is no row. */
  empty?: React.ReactNode;
  /** Null for readers who may only look. */
  actions: DeliveryActions | null;
  checkSignature: CheckSignature;
}

/** Loaded when they are needed: the list comes first. */
const DeliverySheet = onDemand(() =>
  import("#components/deliveries/delivery-sheet").then((module) => module.DeliverySheet),
);
const DeliverySelection = onDemand(() =>
  import("#components/deliveries/delivery-selection").then((module) => module.DeliverySelection),
);

/** Whoever points at the list is about to open a row. */
const PRELOAD_SHEET = { onPointerOver: DeliverySheet.preload, onFocusCapture: DeliverySheet.preload };

const DEFAULT_VIEW = parseLogView(undefined);

/** A page of deliveries with the sheet of the one that is open. */
export function DeliveryLog({
  workspace,
  about,
  view = DEFAULT_VIEW,
  liveUrl = null,
  empty,
  actions,
  checkSignature,
  ...props
}: Props) {
  const [openId, setOpenId] = useQueryState("delivery", openDeliveryParam);
  const [isLive] = useQueryState("live", liveParam);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const { deliveries, waiting, hold, release } = useLiveDeliveries(isLive ? liveUrl : null, props.deliveries);
  const wasOpened = useWasOpen(openId !== null);
  const router = useRouter();

  const open = useCallback((id: string) => void setOpenId(id, besideFilters()), [setOpenId]);
  const replay = useCallback(
    async (id: string) => {
      const result = await actions?.replay(id).catch(() => null);
      if (!result?.ok)
        return void toast.error("Not replayed", result?.message ?? "The server could not be reached. Try again.");
      void setOpenId(id, besideFilters());
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
  const position = deliveries.findIndex(({ id }) => id === openId);
  return (
    <>
      {actions && selected.length > 0 && (
        <Suspense>
          <DeliverySelection selected={selected} replayMany={actions.replayMany} clear={() => setSelection({})} />
        </Suspense>
      )}
      <div className="relative" {...hold} {...PRELOAD_SHEET}>
        {waiting > 0 && (
          <Button
            size="sm"
            variant="primary"
            className="absolute top-1 left-1/2 z-20 -translate-x-1/2 rounded-full shadow-popup"
            onClick={release}
          >
            <ArrowUp aria-hidden /> {plural(waiting, "new delivery", "new deliveries")}
          </Button>
        )}
        {deliveries.length === 0 ? (
          empty
        ) : (
          <DeliveryTable
            deliveries={deliveries}
            about={about}
            view={view}
            openId={openId}
            onOpen={open}
            replay={actions && replay}
            selection={selection}
            onSelectionChange={setSelection}
          />
        )}
      </div>
      {wasOpened && (
        <Suspense>
          <DeliverySheet
            workspace={workspace}
            deliveryId={openId}
            previousId={(position > 0 && deliveries[position - 1]?.id) || null}
            nextId={(position >= 0 && deliveries[position + 1]?.id) || null}
            onOpen={(id) => void setOpenId(id, { history: "replace", ...besideFilters() })}
            onClose={() => {
              // After the address: its change would end a refresh that is under way.
              void setOpenId(null, besideFilters()).then(() => router.refresh());
            }}
            replay={actions && replay}
            cancel={actions && cancel}
            checkSignature={checkSignature}
          />
        </Suspense>
      )}
    </>
  );
}

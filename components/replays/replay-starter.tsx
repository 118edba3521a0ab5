"use client";

import { RotateCw } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Suspense, useState } from "react";
import { deliverySearchParams } from "#components/deliveries/delivery-search-params";
import type { ReplayActions } from "#components/replays/replay-form";
import { describeFilters, toRequest } from "#components/replays/replay-request";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { onDemand } from "#components/ui/on-demand";
import { Skeleton } from "#components/ui/skeleton";

const ReplayForm = onDemand(() => import("#components/replays/replay-form").then((module) => module.ReplayForm));

interface Props {
  actions: ReplayActions;
  /** The webhook the page is about; otherwise one of `webhooks` may be the filter. */
  webhookId?: string;
  webhooks?: { id: string; name: string }[];
}

/** Opens the dialog that replays in bulk under the filters of the page. */
export function ReplayStarter({ actions, webhookId, webhooks }: Props) {
  const [filters] = useQueryStates(deliverySearchParams);
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const webhook = webhookId ?? filters.webhook;
  const name = webhooks?.find(({ id }) => id === webhook)?.name;
  const close = () => setOpenedAt(null);
  return (
    <>
      <Button onClick={() => setOpenedAt(Date.now())}>
        <RotateCw aria-hidden /> Replay…
      </Button>
      <Dialog
        open={openedAt !== null}
        onOpenChange={(open) => !open && close()}
        title="Replay deliveries"
        description={
          webhook
            ? "Each is sent again with the same id and body, freshly signed."
            : "Each is sent again with the same id and body, freshly signed. Webhooks that are paused or disabled are left out."
        }
      >
        {openedAt !== null && (
          <Suspense fallback={<Skeleton className="h-64" />}>
            <ReplayForm
              actions={actions}
              webhookId={webhook}
              webhooks={webhookId ? null : (webhooks ?? [])}
              filters={describeFilters(filters, name)}
              toRequest={(draft) => toRequest(draft, { ...filters, webhook }, openedAt)}
              close={close}
            />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}

"use client";

import { Ban } from "lucide-react";
import { DeliveryDetail } from "#components/deliveries/delivery-detail";
import { ReplayButton } from "#components/deliveries/replay-button";
import type { CheckSignature } from "#components/deliveries/signature-dialog";
import { StepButtons } from "#components/deliveries/step-buttons";
import { Button } from "#components/ui/button";
import { LoadError } from "#components/ui/load-error";
import { Sheet } from "#components/ui/sheet";
import { Skeleton } from "#components/ui/skeleton";
import { usePolledJson } from "#components/use-polled-json";
import { dataPath } from "#lib/dashboard-paths";
import type { DeliveryDetail as Detail } from "#lib/deliveries/delivery-view";

const PENDING_MS = 1_000;

interface Props {
  workspace: string;
  deliveryId: string | null;
  /** Its neighbours in the list. */
  previousId: string | null;
  nextId: string | null;
  onOpen: (id: string) => void;
  onClose: () => void;
  replay: ((id: string) => Promise<void>) | null;
  cancel: ((id: string) => Promise<void>) | null;
  checkSignature: CheckSignature;
}

/** One delivery beside the list. While it is pending it is read again every second, so that outcomes appear by themselves. */
export function DeliverySheet({ workspace, deliveryId, onClose, replay, cancel, checkSignature, ...step }: Props) {
  const url = deliveryId && dataPath(workspace, "deliveries", deliveryId);
  const { data, error, refresh } = usePolledJson<Detail>(url, (delivery) =>
    delivery?.status === "pending" ? PENDING_MS : null,
  );
  const then = (action: (id: string) => Promise<void>) => (id: string) => action(id).then(refresh);
  const actions = deliveryId && (
    <>
      {cancel && data?.status === "pending" && (
        <Button size="sm" variant="ghost" onClick={() => then(cancel)(data.id)}>
          <Ban aria-hidden /> <span className="max-sm:sr-only">Cancel</span>
        </Button>
      )}
      {replay && data && <ReplayButton delivery={data} replay={then(replay)} />}
      <StepButtons {...step} />
    </>
  );
  return (
    <Sheet
      open={deliveryId !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Delivery"
      actions={actions}
      // Two columns in each attempt (exchange.tsx).
      className="min-[100rem]:w-[min(76rem,64vw)]"
    >
      {error && <LoadError error={error} retry={refresh} />}
      {data && <DeliveryDetail key={data.id} workspace={workspace} delivery={data} checkSignature={checkSignature} />}
      {!data && !error && <DetailSkeleton />}
    </Sheet>
  );
}

function DetailSkeleton() {
  return (
    <div className="grid gap-4 p-4" role="status" aria-label="Loading the delivery">
      <Skeleton className="h-5 w-44" />
      <Skeleton className="h-24" />
      <Skeleton className="h-12" />
      <Skeleton className="h-64" />
    </div>
  );
}

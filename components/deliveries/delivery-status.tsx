import { Ban, CircleCheck, CircleX, Clock, Pause, RotateCw } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

type Status = DeliveryView["status"];

export const DELIVERY_LOOKS: Record<Status, { label: string; tone: Tone; icon: typeof Clock }> = {
  pending: { label: "Pending", tone: "info", icon: Clock },
  succeeded: { label: "Succeeded", tone: "good", icon: CircleCheck },
  failed: { label: "Failed", tone: "bad", icon: CircleX },
  held: { label: "Held", tone: "neutral", icon: Pause },
  canceled: { label: "Canceled", tone: "neutral", icon: Ban },
};

export const DELIVERY_STATUS_NAMES = Object.keys(DELIVERY_LOOKS) as Status[];

/** A pending delivery that has failed before is shown as retrying. */
export function DeliveryStatus({ delivery }: { delivery: Pick<DeliveryView, "status" | "attemptCount"> }) {
  if (delivery.status === "pending" && delivery.attemptCount > 0) {
    return (
      <Badge tone="warn">
        <RotateCw aria-hidden />
        Retrying
      </Badge>
    );
  }
  const { label, tone, icon: Icon } = DELIVERY_LOOKS[delivery.status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

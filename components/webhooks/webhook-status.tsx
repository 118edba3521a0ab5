import { CircleCheck, CircleOff, CirclePause, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge";
import type { WebhookHealthView, WebhookView } from "#lib/webhooks/webhook-view";

export type ShownStatus = "active" | "failing" | "paused" | "disabled";

export const STATUS_LOOKS: Record<ShownStatus, { label: string; tone: Tone; icon: typeof CircleCheck }> = {
  active: { label: "Active", tone: "good", icon: CircleCheck },
  failing: { label: "Failing", tone: "bad", icon: TriangleAlert },
  paused: { label: "Paused", tone: "neutral", icon: CirclePause },
  disabled: { label: "Disabled", tone: "warn", icon: CircleOff },
};

interface Condition {
  status: WebhookView["status"];
  health?: Pick<WebhookHealthView, "failingSince">;
}

/** "Failing" is an active webhook whose last attempts all failed. */
export function shownStatus(webhook: Condition): ShownStatus {
  return webhook.status === "active" && webhook.health?.failingSince ? "failing" : webhook.status;
}

export function WebhookStatus({ webhook }: { webhook: Condition }) {
  const { label, tone, icon: Icon } = STATUS_LOOKS[shownStatus(webhook)];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

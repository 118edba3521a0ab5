import { Ban, CircleCheck, CircleX, Clock, LoaderCircle } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge";
import type { RunStatus } from "#lib/engine/engine-view";

export const RUN_LOOKS: Record<RunStatus, { label: string; tone: Tone; icon: typeof Clock }> = {
  queued: { label: "Queued", tone: "neutral", icon: Clock },
  running: { label: "Running", tone: "info", icon: LoaderCircle },
  completed: { label: "Completed", tone: "good", icon: CircleCheck },
  failed: { label: "Failed", tone: "bad", icon: CircleX },
  canceled: { label: "Canceled", tone: "neutral", icon: Ban },
};

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { label, tone, icon: Icon } = RUN_LOOKS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

import { Ban, CircleCheck, ClockAlert, Hourglass, TimerOff } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { type KeyState, keyState } from "#lib/keys/key-state";

const LOOKS: Record<KeyState, { label: string; tone: Tone; icon: typeof Ban }> = {
  active: { label: "Active", tone: "good", icon: CircleCheck },
  expiring: { label: "Expires soon", tone: "warn", icon: ClockAlert },
  replaced: { label: "Replaced", tone: "info", icon: Hourglass },
  expired: { label: "Expired", tone: "neutral", icon: TimerOff },
  revoked: { label: "Revoked", tone: "neutral", icon: Ban },
};

interface Props {
  value: { expiresAt: string | null; revokedAt: string | null; replacedBy: string | null };
  nowMs: number;
}

/** Whether a key works, and until when. */
export function KeyStatus({ value, nowMs }: Props) {
  const state = keyState(value, nowMs);
  const { label, tone, icon: Icon } = LOOKS[state];
  return (
    <span className="grid justify-items-start gap-0.5">
      <Badge tone={tone}>
        <Icon aria-hidden /> {label}
      </Badge>
      <Until state={state} {...value} />
    </span>
  );
}

function Until({ state, expiresAt, revokedAt }: Props["value"] & { state: KeyState }) {
  const at = state === "revoked" ? revokedAt : expiresAt;
  if (at === null) return null;
  const words = state === "replaced" ? "works, ends " : state === "active" || state === "expiring" ? "expires " : "";
  return (
    <span className="text-xs whitespace-nowrap text-ink-muted">
      {words}
      <RelativeTime date={at} />
    </span>
  );
}

import { RelativeTime } from "#components/ui/relative-time";
import type { WebhookView } from "#lib/webhooks/webhook-view";

const WAITS: Record<string, string> = {
  retry_after: "as your server asked",
  rate_limit: "by its rate limit",
  ordered: "to keep the order",
};

/** Why nothing is sent at the moment, and until when. */
export function Waiting({ health }: { health: WebhookView["health"] }) {
  if (health?.circuit === "probing") return "One request at a time is tried until one succeeds.";
  if (!isHeldBack(health)) return null;
  if (health.circuit === "open") {
    return (
      <>
        The next request goes out <RelativeTime date={health.waitUntil} />, as a probe; the others wait and lose no
        attempts.
      </>
    );
  }
  return (
    <>
      Next request <RelativeTime date={health.waitUntil} />, {WAITS[health.waitReason ?? ""] ?? "at the earliest"}.
    </>
  );
}

type Health = NonNullable<WebhookView["health"]>;

/** Whether its lane rests until a time that is yet to come. */
export function isHeldBack(health: WebhookView["health"]): health is Health & { waitUntil: string } {
  return health?.waitUntil != null && Date.parse(health.waitUntil) > Date.now();
}

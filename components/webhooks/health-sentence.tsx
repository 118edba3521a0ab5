import { errorInfo } from "#components/deliveries/error-info";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { shownStatus } from "#components/webhooks/webhook-status";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  webhook: WebhookView;
  /** When the earliest waiting delivery of one that fails is tried. */
  nextAttemptAt?: Date | null;
  actions?: React.ReactNode;
}

/** How a webhook is doing, in one sentence. */
export function HealthSentence({ webhook, nextAttemptAt = null, actions }: Props) {
  const { health, counts } = webhook;
  const held = counts?.held
    ? ` ${plural(counts.held, "delivery is", "deliveries are")} held and can be sent later.`
    : "";
  switch (shownStatus(webhook)) {
    case "paused":
      return (
        <Notice
          tone="info"
          title={
            <>
              Paused <RelativeTime date={webhook.statusSince} />
            </>
          }
          actions={actions}
        >
          {webhook.statusReason} Nothing is sent until somebody resumes it; new events are held.{held}
        </Notice>
      );
    case "disabled":
      return (
        <Notice
          tone="warn"
          title={
            <>
              Disabled by Posthorn <RelativeTime date={webhook.statusSince} />
            </>
          }
          actions={actions}
        >
          {webhook.statusReason ?? "It kept failing."} Correct the receiver, then resume.{held}{" "}
          <ByItself webhook={webhook} />
        </Notice>
      );
    case "failing":
      return (
        <Notice
          tone="bad"
          title={health?.circuit === "open" ? `Held back: ${failureTitle(health)}` : `Failing: ${failureTitle(health)}`}
          actions={actions}
        >
          It began {health?.failingSince && <RelativeTime date={health.failingSince} />}.{" "}
          <Waiting health={health} nextAttemptAt={nextAttemptAt} />
          {counts?.pending ? ` ${plural(counts.pending, "delivery waits", "deliveries wait")}.` : ""}
          {held}
        </Notice>
      );
    default:
      return <ActiveSentence webhook={webhook} held={held} actions={actions} />;
  }
}

function ActiveSentence({ webhook, held, actions }: { webhook: WebhookView; held: string; actions?: React.ReactNode }) {
  const last = webhook.health?.lastSuccessAt;
  if (!last) {
    return (
      <Notice tone="info" title="Waiting for its first event" actions={actions}>
        Send a test event to see it work. Tests are in the log, but don't count here.{held}
      </Notice>
    );
  }
  return (
    <Notice tone="good" title="Delivering normally" actions={actions}>
      Last success <RelativeTime date={last} />. <Waiting health={webhook.health} />
      {webhook.counts?.pending ? ` ${plural(webhook.counts.pending, "delivery waits", "deliveries wait")}.` : ""}
      {held}
    </Notice>
  );
}

const WAITS: Record<string, string> = {
  retry_after: "as your server asked",
  rate_limit: "by its rate limit",
  ordered: "to keep the order",
};

/** Whether a disabled webhook comes back without a person, and when it is tried next. */
function ByItself({ webhook: { statusCause, autoResume, health } }: { webhook: WebhookView }) {
  if (statusCause !== "failing") return null;
  if (!autoResume) return "It does not come back by itself: that is switched off in its settings.";
  if (!health?.nextProbeAt) return "It is no longer tried by itself.";
  return (
    <>
      It is tried again by itself <RelativeTime date={health.nextProbeAt} />, with the oldest held delivery: when that
      succeeds, it resumes and all are sent.
    </>
  );
}

/** Why nothing is sent at the moment, and until when. */
function Waiting({ health, nextAttemptAt = null }: { health: WebhookView["health"]; nextAttemptAt?: Date | null }) {
  if (health?.circuit === "probing") return "One request at a time is tried until one succeeds.";
  if (!health?.waitUntil || Date.parse(health.waitUntil) <= Date.now()) {
    if (nextAttemptAt === null || nextAttemptAt.getTime() <= Date.now()) return null;
    return (
      <>
        Next try <RelativeTime date={nextAttemptAt.toISOString()} />.
      </>
    );
  }
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

function failureTitle(health: WebhookView["health"]): string {
  const info = errorInfo(health?.lastErrorCode ?? null);
  const title = info ? info.title.charAt(0).toLowerCase() + info.title.slice(1) : "the last attempts failed";
  return health?.lastResponseStatus ? `${title} (${health.lastResponseStatus})` : title;
}

import { errorInfo } from "#components/deliveries/error-info";
import { Notice } from "#components/ui/notice";
import { ExactTime, RelativeTime } from "#components/ui/relative-time";
import { shownStatus } from "#components/webhooks/webhook-status";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** How a webhook is doing, in one sentence. */
export function HealthSentence({ webhook, actions }: { webhook: WebhookView; actions?: React.ReactNode }) {
  const { health, counts } = webhook;
  const held = counts?.held
    ? ` ${plural(counts.held, "delivery is", "deliveries are")} held and can be sent later.`
    : "";
  switch (shownStatus(webhook)) {
    case "paused":
      return (
        <Notice tone="info" title="Paused" actions={actions}>
          Nothing is sent until somebody resumes it; new events are held.{held}
        </Notice>
      );
    case "disabled":
      return (
        <Notice tone="warn" title="Disabled by Posthorn" actions={actions}>
          {webhook.statusReason ?? "It kept failing."} Correct the receiver, then resume.{held}
        </Notice>
      );
    case "failing":
      return (
        <Notice tone="bad" title={`Failing: ${failureTitle(health)}`} actions={actions}>
          Since {health?.failingSince && <ExactTime date={health.failingSince} />}.
          {health?.waitUntil && Date.parse(health.waitUntil) > Date.now() && (
            <>
              {" "}
              Next try <RelativeTime date={health.waitUntil} />.
            </>
          )}
          {counts?.pending ? ` ${plural(counts.pending, "delivery waits", "deliveries wait")}.` : ""}
        </Notice>
      );
    default:
      return <ActiveSentence webhook={webhook} actions={actions} />;
  }
}

function ActiveSentence({ webhook, actions }: { webhook: WebhookView; actions?: React.ReactNode }) {
  const last = webhook.health?.lastSuccessAt;
  if (!last) {
    return (
      <Notice tone="info" title="Waiting for its first event" actions={actions}>
        Send a test event to see it work. Tests are in the log, but don't count here.
      </Notice>
    );
  }
  return (
    <Notice tone="good" title="Delivering normally" actions={actions}>
      Last success <RelativeTime date={last} />.
      {webhook.counts?.pending ? ` ${plural(webhook.counts.pending, "delivery waits", "deliveries wait")}.` : ""}
    </Notice>
  );
}

function failureTitle(health: WebhookView["health"]): string {
  const info = errorInfo(health?.lastErrorCode ?? null);
  const title = info ? info.title.charAt(0).toLowerCase() + info.title.slice(1) : "the last attempts failed";
  return health?.lastResponseStatus ? `${title} (${health.lastResponseStatus})` : title;
}

import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { FailingSentence } from "#components/webhooks/failing-sentence";
import { Waiting } from "#components/webhooks/waiting";
import { shownStatus } from "#components/webhooks/webhook-status";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  webhook: WebhookView;
  actions?: React.ReactNode;
  /** When the next of its deliveries is due; only asked for while it fails. */
  nextAttemptAt?: Date | null;
}

/** How a webhook is doing, in one sentence. */
export function HealthSentence({ webhook, actions, nextAttemptAt }: Props) {
  const { counts } = webhook;
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
      return <FailingSentence webhook={webhook} held={held} actions={actions} nextAttemptAt={nextAttemptAt ?? null} />;
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

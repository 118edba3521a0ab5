import { errorInfo } from "#components/deliveries/error-info";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { isHeldBack, Waiting } from "#components/webhooks/waiting";
import { failureWords } from "#lib/attempts/error-codes";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  webhook: WebhookView;
  /** What is held beside, as a sentence. */
  held: string;
  nextAttemptAt: Date | null;
  actions?: React.ReactNode;
}

/** Why a webhook fails and what to try, since when, and what happens next. */
export function FailingSentence({ webhook: { health, counts }, held, nextAttemptAt, actions }: Props) {
  const info = errorInfo(health?.lastErrorCode ?? null);
  const words = failureWords(health?.lastErrorCode ?? null, health?.lastResponseStatus ?? null);
  const isOpen = health?.circuit === "open";
  return (
    <Notice tone="bad" title={`${isOpen ? "Held back" : "Failing"}: ${words}`} actions={actions}>
      {info && (
        <p>
          {info.cause} <span className="font-medium text-ink">Try this:</span> {info.tryThis}
        </p>
      )}
      <p className="mt-1">
        <Since health={health} /> <Waiting health={health} />
        <Next health={health} nextAttemptAt={nextAttemptAt} />
        {counts?.pending ? ` ${plural(counts.pending, "delivery waits", "deliveries wait")}.` : ""}
        {held}
      </p>
    </Notice>
  );
}

function Since({ health }: { health: WebhookView["health"] }) {
  if (!health?.failingSince) return null;
  const { consecutiveFailures: count, failingSince } = health;
  return (
    <>
      {count > 1 ? `${plural(count, "attempt", "attempts")} in a row failed, the first ` : "It began "}
      <RelativeTime date={failingSince} />.
    </>
  );
}

/** The next retry, where nothing but its schedule holds it back. */
function Next({ health, nextAttemptAt }: { health: WebhookView["health"]; nextAttemptAt: Date | null }) {
  if (nextAttemptAt === null || health?.circuit !== "closed" || isHeldBack(health)) return null;
  if (nextAttemptAt.getTime() <= Date.now()) return "The next attempt is due now.";
  return (
    <>
      Next try <RelativeTime date={nextAttemptAt.toISOString()} />.
    </>
  );
}

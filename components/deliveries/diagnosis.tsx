import { errorInfo } from "#components/deliveries/error-info";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import type { DeliveryDetail } from "#lib/deliveries/delivery-view";

/** What the last outcome means, and what happens or should happen next. */
export function Diagnosis({ delivery }: { delivery: DeliveryDetail }) {
  const info = delivery.status === "succeeded" ? null : errorInfo(delivery.lastErrorCode);
  return (
    <div className="grid gap-2 empty:hidden">
      {info && (
        <Notice tone={delivery.status === "failed" ? "bad" : "warn"} title={info.title}>
          <p>{info.cause}</p>
          <p className="mt-1">
            <span className="font-medium text-ink">Try this:</span> {info.tryThis}
          </p>
          <p className="mt-1 text-xs text-ink-muted">
            Code: <code>{delivery.lastErrorCode}</code>
          </p>
        </Notice>
      )}
      <Next delivery={delivery} />
    </div>
  );
}

function Next({ delivery }: { delivery: DeliveryDetail }) {
  if (delivery.status === "held") {
    return <Notice tone="info">Held because the webhook is not active. Resume the webhook to send it.</Notice>;
  }
  if (delivery.status === "failed") {
    return (
      <p className="text-ink-muted">All retries are used up. Replay sends it again, with the whole schedule ahead.</p>
    );
  }
  if (delivery.status !== "pending") return null;
  const due = delivery.nextAttemptAt !== null && Date.parse(delivery.nextAttemptAt) > Date.now() + 1_000;
  return (
    <p role="status" className="text-ink-soft">
      {due && delivery.nextAttemptAt ? (
        <>
          Next attempt <RelativeTime date={delivery.nextAttemptAt} className="font-medium" />.
        </>
      ) : (
        "On its way…"
      )}
    </p>
  );
}

import Link from "next/link";
import { errorInfo } from "#components/deliveries/error-info";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { developerPath } from "#lib/dashboard-paths";
import type { DeliveryDetail } from "#lib/deliveries/delivery-view";

/** What is due for longer than this is not about to be sent. */
const OVERDUE_MS = 15_000;

/** What the last outcome means, and what happens or should happen next. */
export function Diagnosis({ workspace, delivery }: { workspace: string; delivery: DeliveryDetail }) {
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
      <Next delivery={delivery} webhookPath={developerPath(workspace, "webhooks", delivery.webhookId)} />
    </div>
  );
}

function Next({ delivery, webhookPath }: { delivery: DeliveryDetail; webhookPath: string }) {
  if (delivery.status === "held") {
    return (
      <Notice tone="info">
        Held because the webhook is not active.{" "}
        <Link href={webhookPath} className="text-link underline">
          Resume the webhook
        </Link>{" "}
        to send it.
      </Notice>
    );
  }
  if (delivery.status === "failed") {
    return (
      <p className="text-ink-muted">All retries are used up. Replay sends it again, with the whole schedule ahead.</p>
    );
  }
  if (delivery.status !== "pending") return null;
  const dueInMs = delivery.nextAttemptAt === null ? 0 : Date.parse(delivery.nextAttemptAt) - Date.now();
  if (dueInMs < -OVERDUE_MS) {
    return (
      <Notice tone="info">
        It waits for its turn: the webhook is held back, or busy with others.{" "}
        <Link href={webhookPath} className="text-link underline">
          See how the webhook is doing
        </Link>
      </Notice>
    );
  }
  const due = dueInMs > 1_000;
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

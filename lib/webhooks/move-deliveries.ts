import "server-only";
import type { Transaction } from "#lib/database/client";
import { firstIdOf } from "#lib/http/id-range";

// The set-based changes of a webhook's waiting deliveries. All need the webhook's row lock (lockWebhook), and leave
// leased rows alone: an attempt in flight ends in the log, and whoever records it sees the webhook's new status.

/** Pending → held: kept until the webhook is active again. @returns how many */
export function holdPending(tx: Transaction, webhookId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET status = 'held', next_attempt_at = NULL
    WHERE webhook_id = ${webhookId}::uuid AND status = 'pending' AND lease_token IS NULL`;
}

/** Held → pending and due now, on the webhook's present shard. @param since only what was created from then on @returns how many */
export function releaseHeld(tx: Transaction, webhookId: string, since = new Date(0)): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery d SET status = 'pending', next_attempt_at = now(), completed_at = NULL, shard = w.shard
    FROM webhook w
    WHERE w.id = ${webhookId}::uuid AND d.webhook_id = w.id AND d.status = 'held'
      AND d.id >= ${firstIdOf(since)}::uuid`;
}

/** Pending and held → canceled. @returns how many */
export function cancelWaiting(tx: Transaction, webhookId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE delivery SET status = 'canceled', next_attempt_at = NULL, completed_at = now()
    WHERE webhook_id = ${webhookId}::uuid AND status IN ('pending', 'held') AND lease_token IS NULL`;
}

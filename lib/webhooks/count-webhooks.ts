import "server-only";
import type { Transaction } from "#lib/database/client";
import { percentile } from "#lib/statistics/latency";

const HOURS = 24;
const HOUR_MS = 3_600_000;
/** Counting stops here, so that a workspace with millions of waiting deliveries opens as fast as any other. */
const MAX_WAITING = 100_000;

export interface WebhookCounts {
  /** Deliveries waiting now. A workspace's are counted up to 100,000 per status. */
  pending: number;
  held: number;
  /** Attempts of the last 24 hours, the present hour included. */
  succeeded24h: number;
  failed24h: number;
  p95Ms24h: number | null;
  /** Oldest first, 24 entries. */
  hours: { hour: string; succeeded: number; failed: number }[];
}

/** What waits and what happened in the last 24 hours, per webhook id; every id given is in the map. */
export async function countWebhooks(
  tx: Transaction,
  workspaceId: string,
  webhookIds: string[],
  now = new Date(),
): Promise<Map<string, WebhookCounts>> {
  const since = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
  const [waiting, attempts] = await Promise.all([
    countWaiting(tx, workspaceId, webhookIds),
    tx.webhookHour.findMany({
      where: { workspaceId, webhookId: { in: webhookIds }, hour: { gte: since } },
      select: { webhookId: true, hour: true, result: true, latencyBucket: true, count: true },
    }),
  ]);
  const counts = new Map(webhookIds.map((id) => [id, emptyCounts(since)]));
  for (const row of waiting) {
    const entry = counts.get(row.webhook_id);
    if (entry) entry[row.status] = row.count;
  }
  for (const row of attempts) {
    const entry = counts.get(row.webhookId);
    if (!entry) continue;
    const result = row.result === "succeeded" ? "succeeded" : "failed";
    entry[`${result}24h`] += row.count;
    const hour = entry.hours[Math.round((row.hour.getTime() - since.getTime()) / HOUR_MS)];
    if (hour) hour[result] += row.count;
  }
  for (const [id, latencies] of Map.groupBy(attempts, (row) => row.webhookId)) {
    const entry = counts.get(id);
    const buckets = latencies.map((row) => ({ bucket: row.latencyBucket, count: row.count }));
    if (entry) entry.p95Ms24h = percentile(buckets, 0.95);
  }
  return counts;
}

function countWaiting(tx: Transaction, workspaceId: string, webhookIds: string[]) {
  return tx.$queryRaw<{ webhook_id: string; status: "pending" | "held"; count: number }[]>`
    SELECT webhook_id, status::text, count(*)::int AS count
    FROM (
      (SELECT webhook_id, status FROM delivery
        WHERE workspace_id = ${workspaceId}::uuid AND status = 'pending' LIMIT ${MAX_WAITING})
      UNION ALL
      (SELECT webhook_id, status FROM delivery
        WHERE workspace_id = ${workspaceId}::uuid AND status = 'held' LIMIT ${MAX_WAITING})
    ) waiting
    WHERE webhook_id = ANY(${webhookIds}::uuid[])
    GROUP BY webhook_id, status`;
}

function emptyCounts(since: Date): WebhookCounts {
  const hours = Array.from({ length: HOURS }, (_, i) => ({
    hour: new Date(since.getTime() + i * HOUR_MS).toISOString(),
    succeeded: 0,
    failed: 0,
  }));
  return { pending: 0, held: 0, succeeded24h: 0, failed24h: 0, p95Ms24h: null, hours };
}

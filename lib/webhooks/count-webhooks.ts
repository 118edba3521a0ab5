import "server-only";
import type { Transaction } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { percentile } from "#lib/statistics/latency";
import { Prisma } from "#prisma/client";

const HOURS = 24;
const HOUR_MS = 3_600_000;
/** Counting stops here, so that a workspace with millions of waiting deliveries opens as fast as any other. */
export const MAX_WAITING = 100_000;

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
  const since = statisticsSince(now);
  const [waiting, attempts] = await Promise.all([
    countWaiting(tx, workspaceId, webhookIds),
    countAttempts(tx, workspaceId, webhookIds, since),
  ]);
  const counts = new Map(webhookIds.map((id) => [id, emptyCounts(since)]));
  for (const row of waiting) {
    const entry = counts.get(row.webhook_id);
    if (entry) entry[row.status] = row.count;
  }
  for (const { webhook_id: id, hour, succeeded, count } of attempts) {
    const entry = counts.get(id);
    if (!entry || hour === null) continue;
    const failed = count - succeeded;
    entry.succeeded24h += succeeded;
    entry.failed24h += failed;
    const place = Math.round((hour.getTime() - since.getTime()) / HOUR_MS);
    const point = entry.hours[place];
    if (point) entry.hours[place] = { ...point, succeeded, failed };
  }
  for (const [id, own] of Map.groupBy(attempts, (row) => row.webhook_id)) {
    const entry = counts.get(id);
    const buckets = own.flatMap(({ bucket, count }) => (bucket === null ? [] : [{ bucket, count }]));
    if (entry) entry.p95Ms24h = percentile(buckets, 0.95);
  }
  return counts;
}

/** The first of the 24 hours that end with the present one. */
export function statisticsSince(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
}

interface AttemptCount {
  webhook_id: string;
  /** Null in the rows that count by latency. */
  hour: Date | null;
  /** Null in the rows that count by hour. */
  bucket: number | null;
  succeeded: number;
  count: number;
}

/** Summed by the database, both by hour and by latency: there is a row per webhook, hour, error and latency. */
function countAttempts(tx: Transaction, workspaceId: string, webhookIds: string[], since: Date) {
  return tx.$queryRaw<AttemptCount[]>`
    SELECT webhook_id, hour, latency_bucket AS bucket, sum(count)::int AS count,
           coalesce(sum(count) FILTER (WHERE result = 'succeeded'), 0)::int AS succeeded
      FROM webhook_hour
     WHERE workspace_id = ${workspaceId}::uuid AND webhook_id = ANY(${webhookIds}::uuid[]) AND hour >= ${since}
     GROUP BY GROUPING SETS ((webhook_id, hour), (webhook_id, latency_bucket))`;
}

/** Across workspaces, for the index on the status (see select-page.ts): what comes back is numbers. */
function countWaiting(tx: Transaction, workspaceId: string, webhookIds: string[]) {
  return acrossWorkspaces(
    () => tx.$queryRaw<{ webhook_id: string; status: "pending" | "held"; count: number }[]>`
    SELECT webhook_id, status::text, count(*)::int AS count FROM (${waiting(workspaceId)}) waiting
    WHERE webhook_id = ANY(${webhookIds}::uuid[])
    GROUP BY webhook_id, status`,
  );
}

/** What waits in the workspace altogether, up to `MAX_WAITING` of each. */
export async function countAllWaiting(tx: Transaction, workspaceId: string) {
  const rows = await acrossWorkspaces(
    () => tx.$queryRaw<{ status: "pending" | "held"; count: number }[]>`
    SELECT status::text, count(*)::int AS count FROM (${waiting(workspaceId)}) waiting GROUP BY status`,
  );
  return { pending: 0, held: 0, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
}

const waiting = (workspaceId: string) => Prisma.sql`
      (SELECT webhook_id, status FROM delivery
        WHERE workspace_id = ${workspaceId}::uuid AND status = 'pending' LIMIT ${MAX_WAITING})
      UNION ALL
      (SELECT webhook_id, status FROM delivery
        WHERE workspace_id = ${workspaceId}::uuid AND status = 'held' LIMIT ${MAX_WAITING})`;

function emptyCounts(since: Date): WebhookCounts {
  const hours = Array.from({ length: HOURS }, (_, i) => ({
    hour: new Date(since.getTime() + i * HOUR_MS).toISOString(),
    succeeded: 0,
    failed: 0,
  }));
  return { pending: 0, held: 0, succeeded24h: 0, failed24h: 0, p95Ms24h: null, hours };
}

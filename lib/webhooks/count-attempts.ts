import "server-only";
import { percentile } from "#lib/statistics/latency";
import { Prisma } from "#prisma/client";

const HOURS = 24;
const HOUR_MS = 3_600_000;

/** What a webhook's attempts of the last 24 hours came to, the present hour included; test events left out. */
export interface AttemptCounts {
  succeeded: number;
  failed: number;
  p95Ms: number | null;
  /** Oldest first, 24 entries. */
  hours: [succeeded: number, failed: number][];
}

/** A row of `attemptsByWebhook`, as short as JSON can be: only hours and latencies with attempts. */
export interface AttemptRow {
  hours: [hour: number, succeeded: number, count: number][] | null;
  latencies: [bucket: number, count: number][] | null;
}

/** The first of the 24 hours that end with the present one. */
export function statisticsSince(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
}

/**
 * A subquery with a row (`webhook_id`, `hours`, `latencies`) for each of these webhooks that had attempts. Summed by the
 * database both by hour and by latency, from a row for each hour, error and latency.
 *
 * @param since `statisticsSince`
 */
export const attemptsByWebhook = (workspaceId: string, webhookIds: string[], since: Date) => Prisma.sql`
  SELECT webhook_id,
         json_agg(json_build_array(place, succeeded, count)) FILTER (WHERE place IS NOT NULL) AS hours,
         json_agg(json_build_array(bucket, count)) FILTER (WHERE bucket IS NOT NULL) AS latencies
    FROM (
      SELECT webhook_id, extract(epoch FROM hour - ${since}::timestamptz)::int / 3600 AS place, latency_bucket AS bucket,
             sum(count) AS count, coalesce(sum(count) FILTER (WHERE result = 'succeeded'), 0) AS succeeded
        FROM webhook_hour
       WHERE workspace_id = ${workspaceId}::uuid AND webhook_id = ANY(${webhookIds}::uuid[]) AND hour >= ${since}
       GROUP BY GROUPING SETS ((webhook_id, hour), (webhook_id, latency_bucket))) summed
   GROUP BY webhook_id`;

/** @param row undefined for a webhook that had no attempts */
export function attemptCounts(row: AttemptRow | undefined): AttemptCounts {
  const hours = Array.from({ length: HOURS }, (): [number, number] => [0, 0]);
  let [succeeded, failed] = [0, 0];
  for (const [place, good, count] of row?.hours ?? []) {
    succeeded += good;
    failed += count - good;
    hours[place] = [good, count - good];
  }
  const latencies = row?.latencies?.map(([bucket, count]) => ({ bucket, count })) ?? [];
  return { succeeded, failed, p95Ms: percentile(latencies, 0.95), hours };
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { firstIdOf } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import { bucketOf, percentile } from "#lib/statistics/latency";
import { CHART_RANGES, type ChartRange } from "#lib/statistics/ranges";

/** How many of a webhook's newest deliveries the chart of an hour reads. */
const MAX_DELIVERIES = 5000;

export interface Latencies {
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

export interface ChartPoint extends Latencies {
  /** When it begins. */
  time: string;
  succeeded: number;
  failed: number;
}

export interface WebhookChart {
  range: ChartRange;
  /** Oldest first, without gaps; the last one is still going on. */
  points: ChartPoint[];
  succeeded: number;
  failed: number;
  /** Of the whole range, in milliseconds. */
  latency: Latencies;
  /** Most frequent first. */
  errors: { code: string; count: number }[];
  /** Whether there was more in the last hour than is counted. */
  isPartial: boolean;
}

/** Attempts of one point of the chart and one latency. */
interface Counted {
  /** Its place in the chart. */
  point: number;
  bucket: number;
  count: number;
  succeeded: number;
}

/** How often a result was had: `succeeded` or an error code. */
interface ResultCount {
  result: string;
  count: number;
}

/**
 * A webhook's attempts over a range, test events left out. From the hourly statistics; the last hour, which they are
 * too coarse for, from the attempts of the deliveries created in it, of which the newest 5,000 are read.
 *
 * @throws {AppError} `not_found` for a malformed id; a foreign webhook has no attempts
 */
export async function chartWebhook(
  ctx: WorkspaceContext,
  webhook: string,
  range: ChartRange,
  now = new Date(),
): Promise<WebhookChart> {
  requirePermission(ctx, "deliveries:read");
  const webhookId = parseId("webhook", webhook);
  if (!webhookId) throw notFound("webhook");
  const { seconds, stepSeconds } = CHART_RANGES[range];
  const stepMs = stepSeconds * 1000;
  const count = seconds / stepSeconds;
  const begin = (Math.floor(now.getTime() / stepMs) - count + 1) * stepMs;
  const where = { workspaceId: ctx.workspace.id, webhookId, since: new Date(begin), stepMs };
  const { rows, results, isPartial } = range === "1h" ? await fromAttempts(where) : await fromHours(where);
  const byPoint = Map.groupBy(rows, ({ point }) => point);
  const points = Array.from({ length: count }, (_, index) => {
    const own = byPoint.get(index) ?? [];
    return { time: new Date(begin + index * stepMs).toISOString(), ...outcomes(own), ...latencies(own) };
  });
  return { range, points, ...outcomes(rows), latency: latencies(rows), errors: errorCounts(results), isPartial };
}

interface Where {
  workspaceId: string;
  webhookId: string;
  since: Date;
  stepMs: number;
}

/**
 * Summed by the database, per point and latency and per result: a month has tens of thousands of rows. Summed per point
 * first, which takes two thirds of the time that both sums take over all rows. One row comes back.
 */
async function fromHours({ workspaceId, webhookId, since, stepMs }: Where) {
  const [sums] = await db().$queryRaw<[{ counted: CountedRow[] | null; results: [string, number][] | null }]>`
    SELECT json_agg(json_build_array(extract(epoch FROM time - ${since}::timestamptz)::int, bucket, count, succeeded))
             FILTER (WHERE time IS NOT NULL) AS counted,
           json_agg(json_build_array(result, count)) FILTER (WHERE result IS NOT NULL) AS results
      FROM (SELECT time, bucket, result, sum(count) AS count,
                   coalesce(sum(count) FILTER (WHERE result = 'succeeded'), 0) AS succeeded
              FROM (SELECT date_bin(make_interval(secs => ${stepMs / 1000}::int), hour, ${since}::timestamptz) AS time,
                           latency_bucket AS bucket, result, sum(count) AS count
                      FROM webhook_hour
                     WHERE workspace_id = ${workspaceId}::uuid AND webhook_id = ${webhookId}::uuid AND hour >= ${since}
                     GROUP BY 1, 2, 3) points
             GROUP BY GROUPING SETS ((time, bucket), (result))) summed`;
  const rows = sums.counted?.map(([seconds, bucket, count, succeeded]) => ({
    point: Math.round((seconds * 1000) / stepMs),
    bucket,
    count,
    succeeded,
  }));
  return {
    rows: rows ?? [],
    results: sums.results?.map(([result, count]) => ({ result, count })) ?? [],
    isPartial: false,
  };
}

type CountedRow = [secondsIn: number, bucket: number, count: number, succeeded: number];

async function fromAttempts({ workspaceId, webhookId, since, stepMs }: Where) {
  const rows = await db().$queryRaw<{ started_at: Date; error_code: string | null; total_ms: number | null }[]>`
    SELECT a.started_at, a.error_code, a.total_ms
      FROM (SELECT id FROM delivery
             WHERE workspace_id = ${workspaceId}::uuid AND webhook_id = ${webhookId}::uuid
               AND id >= ${firstIdOf(since)}::uuid AND NOT test
             ORDER BY id DESC LIMIT ${MAX_DELIVERIES}::int) d
      JOIN attempt a ON a.delivery_id = d.id`;
  const counted = rows.map((row) => ({
    point: Math.floor((row.started_at.getTime() - since.getTime()) / stepMs),
    bucket: bucketOf(row.total_ms ?? 0),
    count: 1,
    succeeded: row.error_code === null ? 1 : 0,
  }));
  const byResult = Map.groupBy(rows, (row) => row.error_code ?? "succeeded");
  const results = [...byResult].map(([result, own]) => ({ result, count: own.length }));
  return { rows: counted, results, isPartial: rows.length >= MAX_DELIVERIES };
}

function outcomes(rows: Counted[]) {
  const succeeded = rows.reduce((sum, row) => sum + row.succeeded, 0);
  return { succeeded, failed: rows.reduce((sum, row) => sum + row.count, 0) - succeeded };
}

const latencies = (rows: Counted[]): Latencies => ({
  p50: percentile(rows, 0.5),
  p95: percentile(rows, 0.95),
  p99: percentile(rows, 0.99),
});

const errorCounts = (results: ResultCount[]) =>
  results
    .filter(({ result }) => result !== "succeeded")
    .map(({ result, count }) => ({ code: result, count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));

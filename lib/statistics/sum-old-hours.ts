import "server-only";
import { db } from "#lib/database/client";

const DAY_MS = 86_400_000;
/** Charts of seven days show parts of a day, and begin within the seventh day before today. */
const DAYS_IN_HOURS = 7;
/** As far back as charts look. What a worker that was away for longer has left stays as it is. */
const DAYS_LOOKED_AT = 31;
/** Rows that are looked at for webhooks; each of these may have a thousand more. */
const ROWS_AT_ONCE = 200;

/**
 * Sums the hourly statistics of days that are over to one row per webhook, outcome and latency, at the day's first hour
 * (UTC): a chart of 30 days then reads a tenth of the rows. Some webhooks of a workspace at a time.
 *
 * @returns how many rows were summed up; 0 when nothing is left to do
 */
export async function sumOldHours(now = new Date()): Promise<number> {
  const today = Math.floor(now.getTime() / DAY_MS);
  const days = Array.from({ length: DAYS_LOOKED_AT }, (_, i) => new Date((today - DAYS_IN_HOURS - 1 - i) * DAY_MS));
  // One descent of an index per workspace and day, whatever the planner thinks.
  const [found] = await db().$queryRaw<{ workspace_id: string; day: Date }[]>`
    SELECT w.id AS workspace_id, d.day FROM workspace w CROSS JOIN unnest(${days}::timestamptz[]) d (day) CROSS JOIN LATERAL (
      SELECT FROM webhook_hour
       WHERE workspace_id = w.id AND hour > d.day AND hour < d.day + interval '24 hours' LIMIT 1) h LIMIT 1`;
  return found ? sumHours(found.workspace_id, found.day) : 0;
}

/** In one statement, so that no chart counts an hour twice or not at all. */
async function sumHours(workspaceId: string, day: Date): Promise<number> {
  const [summed] = await db().$queryRaw<[{ count: number }]>`
    WITH webhooks AS (
      SELECT DISTINCT webhook_id FROM (
        SELECT webhook_id FROM webhook_hour
         WHERE workspace_id = ${workspaceId}::uuid AND hour > ${day} AND hour < ${day}::timestamptz + interval '24 hours'
         LIMIT ${ROWS_AT_ONCE}::int) rows
    ), hours AS (
      DELETE FROM webhook_hour h USING webhooks
       WHERE h.webhook_id = webhooks.webhook_id AND h.hour > ${day} AND h.hour < ${day}::timestamptz + interval '24 hours'
      RETURNING h.*
    ), summed AS (
      INSERT INTO webhook_hour AS s (workspace_id, webhook_id, hour, result, latency_bucket, count)
      SELECT workspace_id, webhook_id, ${day}::timestamptz, result, latency_bucket, sum(count) FROM hours
       GROUP BY 1, 2, 4, 5 ORDER BY 2, 4, 5
      ON CONFLICT (webhook_id, hour, result, latency_bucket) DO UPDATE SET count = s.count + excluded.count
    )
    SELECT count(*)::int AS count FROM hours`;
  return summed.count;
}

import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { COUNTED_UNTIL } from "#lib/statistics/count-events";
import { subscribesTo } from "#lib/webhooks/subscribes";
import { Prisma } from "#prisma/client";

const HOUR_MS = 3_600_000;
const DAYS = 30;

export interface EventVolume {
  /** Accepted events, test events left out. The present hour counts as a whole one. */
  last24h: number;
  last7d: number;
  last30d: number;
  /** Per 24 hours, oldest first: 30 entries, each named by when it begins. */
  days: { from: string; count: number }[];
}

export interface EventTypeUsage {
  /** How many of the workspace's webhooks subscribe to it, whether active or not. */
  webhooks: number;
  volume: EventVolume;
}

/**
 * What a workspace makes of event types, by name; every name given is in the map.
 *
 * @param names types that the actor may see
 */
export async function eventTypeUsage(
  ctx: WorkspaceContext,
  names: readonly string[],
  now = new Date(),
): Promise<Map<string, EventTypeUsage>> {
  const since = (Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS - DAYS * 24 * HOUR_MS;
  const [webhooks, counts] = await Promise.all([countSubscribers(ctx, names), countAccepted(ctx, new Date(since))]);
  const byType = Map.groupBy(counts, ({ type }) => type);
  return new Map(
    names.map((name) => {
      const own = new Map(byType.get(name)?.map(({ day, count }) => [day, count]));
      const days = Array.from({ length: DAYS }, (_, day) => ({
        from: new Date(since + day * 24 * HOUR_MS).toISOString(),
        count: own.get(day) ?? 0,
      }));
      const last = (n: number) => days.slice(-n).reduce((sum, { count }) => sum + count, 0);
      const volume = { last24h: last(1), last7d: last(7), last30d: last(DAYS), days };
      return [name, { webhooks: webhooks.get(name) ?? 0, volume }];
    }),
  );
}

async function countSubscribers(ctx: WorkspaceContext, names: readonly string[]): Promise<Map<string, number>> {
  const rows = await db().$queryRaw<{ type: string; count: number }[]>`
    SELECT t.name AS type, count(*)::int AS count
      FROM event_type t JOIN webhook w ON w.workspace_id = ${ctx.workspace.id}::uuid
      LEFT JOIN member m ON m.workspace_id = w.workspace_id AND m.user_id = w.owner_id
     WHERE t.product_id = ${ctx.workspace.productId}::uuid AND t.name = ANY(${[...names]}::text[])
       AND ${subscribesTo(Prisma.sql`t.name`)}
     GROUP BY t.name`;
  return new Map(rows.map(({ type, count }) => [type, count]));
}

interface Accepted {
  type: string;
  /** Whole 24 hours since `since`. */
  day: number;
  count: number;
}

/**
 * From the hourly statistics, and from the log for the minutes that are not yet in them: whatever the log holds, only its end
 * is read. Both are looked at in one statement, so that no event is counted twice or not at all meanwhile.
 */
function countAccepted(ctx: WorkspaceContext, since: Date): Promise<Accepted[]> {
  const workspaceId = ctx.workspace.id;
  const from = since.toISOString();
  const day = (time: Prisma.Sql) =>
    Prisma.sql`floor(extract(epoch FROM ${time} - ${from}::timestamptz) / 86400)::int AS day`;
  return db().$queryRaw<Accepted[]>`
    WITH rest AS (
      SELECT greatest((SELECT value FROM instance_setting WHERE key = ${COUNTED_UNTIL})::timestamptz, ${from}::timestamptz)
             AS begin
    ), counted AS (
      SELECT type, ${day(Prisma.sql`hour`)}, sum(count) AS count FROM event_hour
       WHERE workspace_id = ${workspaceId}::uuid AND hour >= ${from}::timestamptz GROUP BY 1, 2
      UNION ALL
      SELECT type, least(${DAYS - 1}::int, day), count(*) FROM (
        SELECT type, ${day(Prisma.sql`created_at`)} FROM event
         WHERE workspace_id = ${workspaceId}::uuid AND NOT test AND id >= (SELECT (lpad(
                 to_hex(floor(extract(epoch FROM begin) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid FROM rest)
      ) rest GROUP BY 1, 2
    )
    SELECT type, day, sum(count)::int AS count FROM counted GROUP BY type, day`;
}

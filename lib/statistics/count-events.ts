import "server-only";
import { db } from "#lib/database/client";
import { firstIdOf } from "#lib/http/id-range";
import { idTime } from "#lib/ids";

/** In instance_setting: events accepted before this time are in `event_hour`, later ones are not. */
export const COUNTED_UNTIL = "events.counted-until";
const HOUR_MS = 3_600_000;
/** An event gets its id, which is its time, before it is committed. This long after, it surely is. */
const SETTLED_MS = 2 * 60_000;
/** What is older than the longest volume that is shown is not counted when counting begins. */
const FIRST_DAYS = 31;

/**
 * Counts the events that were accepted since the last time into the hourly statistics, an hour per statement, for at most
 * about `maxMs`. Here and not in the statement that accepts them, where all events of a type would queue for one row.
 *
 * @returns how many events were counted, and whether time was up before all were
 */
export async function countEvents(maxMs: number, now = new Date()): Promise<{ counted: number; more: boolean }> {
  const deadline = performance.now() + maxMs;
  const end = now.getTime() - SETTLED_MS;
  let from = await countedUntil(now);
  let counted = 0;
  while (from < end) {
    if (performance.now() >= deadline) return { counted, more: true };
    const to = Math.min(nextHour(from), end);
    counted += await countSlice(from, to);
    from = to;
  }
  return { counted, more: false };
}

const nextHour = (time: number) => (Math.floor(time / HOUR_MS) + 1) * HOUR_MS;

/** Where to go on; the first time, at the oldest event that matters. */
async function countedUntil(now: Date): Promise<number> {
  const row = await db().instanceSetting.findUnique({ where: { key: COUNTED_UNTIL } });
  if (row) return Date.parse(row.value);
  const first = new Date(now.getTime() - FIRST_DAYS * 24 * HOUR_MS);
  const oldest = await db().event.findFirst({
    where: { id: { gte: firstIdOf(first) } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const from = Math.min(oldest ? idTime(oldest.id) : now.getTime(), now.getTime() - SETTLED_MS);
  await db().instanceSetting.createMany({
    data: [{ key: COUNTED_UNTIL, value: new Date(from).toISOString() }],
    skipDuplicates: true,
  });
  return from;
}

/** Of one hour. Moves the mark in the same statement, so that of two that count at once only one does. */
async function countSlice(from: number, to: number): Promise<number> {
  const [row] = await db().$queryRaw<[{ counted: number }]>`
    WITH mark AS (
      UPDATE instance_setting SET value = ${new Date(to).toISOString()}
       WHERE key = ${COUNTED_UNTIL} AND value = ${new Date(from).toISOString()} RETURNING 1
    ), slice AS (
      SELECT workspace_id, type, count(*)::int AS count FROM event
       WHERE EXISTS (SELECT FROM mark) AND NOT test
         AND id >= ${firstIdOf(new Date(from))}::uuid AND id < ${firstIdOf(new Date(to))}::uuid
       GROUP BY workspace_id, type
    ), counted AS (
      INSERT INTO event_hour AS h (workspace_id, hour, type, count)
      SELECT workspace_id, ${new Date(nextHour(from) - HOUR_MS).toISOString()}::timestamptz, type, count FROM slice
      ON CONFLICT (workspace_id, hour, type) DO UPDATE SET count = h.count + excluded.count
    )
    SELECT coalesce(sum(count), 0)::int AS counted FROM slice`;
  return row?.counted ?? 0;
}

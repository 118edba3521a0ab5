import "server-only";
import { db } from "#lib/database/client";
import { NO_SYNC } from "#lib/database/no-sync";
import type { Wake } from "#lib/dispatch/wake";

/** A run that dies frees its shard after this. */
export const LEASE_SECONDS = 15;

/**
 * Takes a shard for a run, unless another one serves it.
 *
 * @param processId of lib/dispatch/presence.ts, which frees the shard when the process dies
 */
export async function acquireShard(shard: number, run: string, processId: number | null): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard
       SET run_token = ${run}::uuid, run_by = ${processId}::int, wanted = false,
           next_wake_at = CASE WHEN next_wake_at > now() THEN next_wake_at END,
           running_until = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE id = ${shard}::smallint AND coalesce(running_until, 'epoch') <= now() AND ${NO_SYNC}`;
  return count === 1;
}

/** @returns false when the lease had run out and another run has the shard now */
export async function renewShard(shard: number, run: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard SET running_until = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE id = ${shard}::smallint AND run_token = ${run}::uuid AND ${NO_SYNC}`;
  return count === 1;
}

/** @returns whether the shard had been woken since this run began or last asked */
export async function clearWanted(shard: number, run: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard SET wanted = false
     WHERE id = ${shard}::smallint AND run_token = ${run}::uuid AND wanted AND ${NO_SYNC}`;
  return count === 1;
}

/**
 * Gives the shard back and says what must wake it next. Work that is left, or was announced since the run last asked,
 * makes an instant wake; a delivery due later makes a timed one, unless an earlier one is on its way.
 *
 * @param left `more` when work is left, else when the next delivery falls due
 */
export async function releaseShard(shard: number, run: string, left: "more" | Date | null): Promise<Wake | null> {
  const due = left instanceof Date ? left : null;
  const dueText = due?.toISOString() ?? null;
  const [row] = await db().$queryRaw<{ generation: bigint; at_once: boolean; timed: boolean }[]>`
    WITH before AS (
      SELECT id, (wanted OR ${left === "more"}) AS at_once,
             coalesce(NOT wanted AND ${left !== "more"}
               AND ${dueText}::timestamptz < coalesce(next_wake_at, 'infinity'), false) AS timed
        FROM shard WHERE id = ${shard}::smallint AND run_token = ${run}::uuid FOR UPDATE
    )
    UPDATE shard s
       SET run_token = NULL, running_until = NULL,
           wanted = before.at_once,
           woken_at = CASE WHEN before.at_once THEN now() ELSE s.woken_at END,
           next_wake_at = CASE WHEN before.timed THEN ${dueText}::timestamptz ELSE s.next_wake_at END,
           generation = s.generation + (before.at_once OR before.timed)::int
      FROM before WHERE s.id = before.id AND ${NO_SYNC}
    RETURNING s.generation, before.at_once, before.timed`;
  if (!row) return null;
  if (row.at_once) return { shard, generation: String(row.generation) };
  return row.timed && due ? { shard, generation: String(row.generation), at: due } : null;
}

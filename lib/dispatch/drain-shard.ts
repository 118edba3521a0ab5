import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { NO_SYNC } from "#lib/database/no-sync";
import { claimDeliveries } from "#lib/dispatch/claim";
import { dispatcher, SHARD_CAPACITY } from "#lib/dispatch/dispatcher";
import { FIRST_WINDOW } from "#lib/dispatch/lane";
import type { Wake } from "#lib/dispatch/wake";
import { wakeListener } from "#lib/dispatch/wake-listener";
import { newId } from "#lib/ids";

export interface DrainLimits {
  /** No claim is made later than this after the start. */
  maxRunMs: number;
  /** How long an idle run waits for more, so that a steady trickle needs no run per event. */
  lingerMs: number;
}

export interface DrainResult {
  /** False when another run holds the shard; it will see whatever is due. */
  acquired: boolean;
  claimed: number;
  /** The wake to send next: at once when work is left, later when the next delivery falls due. */
  next: Wake | null;
}

/** A delivery waits at most this long behind a lease before it is sent; covers the longest timeout and the queue. */
const LEASE_MS = 45_000;
/** The shard's own lease, renewed while the run lasts. A run that dies frees its shard after this. */
const RUN_LEASE_SECONDS = 15;
const RENEW_MS = 5000;
/** While a lane waits, the run looks around this often. */
const TICK_MS = 100;
/** At the end, requests get this long to finish before the process carries them on by itself. */
const TAIL_MS = 1000;
const TAIL_TICK_MS = 20;
const FROM_THE_START = "00000000-0000-0000-0000-000000000000";

/**
 * Serves one shard for a while: claims what is due, fairly, keeps the lanes full as requests finish, and stays a
 * moment when nothing is left. One run per shard at a time, by a lease in the database. Bounded, so that it fits a
 * serverless function; what is left goes to the next run.
 */
export async function drainShard(shard: number, limits: DrainLimits = config().dispatch): Promise<DrainResult> {
  const run = newId();
  if (!(await acquire(shard, run))) return { acquired: false, claimed: 0, next: null };
  const dispatch = dispatcher();
  const signal = dispatch.startRun(shard);
  const onWake = () => {
    mustLook = true;
    signal.set();
  };
  wakeListener.open();
  wakeListener.on(String(shard), onWake);

  const startedAt = performance.now();
  let mustLook = true;
  let renewedAt = startedAt;
  let lastWorkAt = startedAt;
  let lastClaimAt = 0;
  let mayHaveMore = true;
  let lookedLast = false;
  let lowWater = 0;
  let cursor = FROM_THE_START;
  let nextDueAt: Date | null = null;
  let claimed = 0;

  try {
    while (!dispatch.closing) {
      const now = performance.now();
      if (now - startedAt > limits.maxRunMs) break;
      if (now - renewedAt > RENEW_MS) {
        if (!(await renew(shard, run))) return { acquired: true, claimed, next: null };
        await dispatch.moveStalledLanes(shard);
        renewedAt = now;
      }
      const load = dispatch.load(shard);
      const due = nextDueAt !== null && nextDueAt.getTime() <= Date.now();
      const ready =
        load.busy < SHARD_CAPACITY &&
        (mustLook || due || (mayHaveMore && (load.busy <= lowWater || now - lastClaimAt >= TICK_MS)));
      if (ready) {
        mustLook = false;
        lastClaimAt = now;
        const claim = await claimDeliveries({
          shard,
          limit: SHARD_CAPACITY - load.busy,
          afterWebhookId: cursor,
          rooms: load.rooms,
          defaultRoom: FIRST_WINDOW,
          leaseMs: LEASE_MS,
        });
        const fromStart = cursor === FROM_THE_START;
        cursor = claim.lastWebhookId ?? FROM_THE_START;
        nextDueAt = fromStart ? claim.nextDueAt : earlier(nextDueAt, claim.nextDueAt);
        if (claim.deliveries.length > 0) {
          claimed += claim.deliveries.length;
          lastWorkAt = now;
          lookedLast = false;
          await dispatch.enqueue(shard, claim.deliveries);
        }
        lowWater = (load.busy + claim.deliveries.length) >> 1;
        // More may be due: in lanes that had no room, behind the cursor, or beyond what this claim could take.
        mayHaveMore = claim.deliveries.length > 0 || load.full || cursor !== FROM_THE_START || !fromStart;
        continue;
      }
      if (load.busy > 0) lastWorkAt = now;
      else if (now - lastWorkAt > limits.lingerMs) {
        // A last look, once every outcome is written, answers the wakes that came while this ran and finds the
        // moment of the next retry.
        const woken = await clearWanted(shard, run);
        if (lookedLast && !woken) break;
        await dispatch.recorded();
        lookedLast = true;
        mustLook = true;
        continue;
      }
      await signal.wait(Math.min(TICK_MS, untilDue(nextDueAt)));
    }
    await finishTail(shard);
    const next = await release(shard, run, dispatch.closing || mayHaveMore ? "more" : nextDueAt);
    return { acquired: true, claimed, next };
  } finally {
    dispatch.endRun(shard);
    wakeListener.off(String(shard), onWake);
  }
}

async function acquire(shard: number, run: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard
       SET run_token = ${run}::uuid, wanted = false,
           next_wake_at = CASE WHEN next_wake_at > now() THEN next_wake_at END,
           running_until = now() + make_interval(secs => ${RUN_LEASE_SECONDS})
     WHERE id = ${shard}::smallint AND coalesce(running_until, 'epoch') <= now() AND ${NO_SYNC}`;
  return count === 1;
}

async function renew(shard: number, run: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard SET running_until = now() + make_interval(secs => ${RUN_LEASE_SECONDS})
     WHERE id = ${shard}::smallint AND run_token = ${run}::uuid AND ${NO_SYNC}`;
  return count === 1;
}

/** @returns whether the shard had been woken since this run began or last asked */
async function clearWanted(shard: number, run: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE shard SET wanted = false WHERE id = ${shard}::smallint AND run_token = ${run}::uuid AND wanted
       AND ${NO_SYNC}`;
  return count === 1;
}

/**
 * Gives the shard back and says what must wake it next. Work that was announced since the last claim makes an instant
 * wake; a delivery due later makes a timed one, unless an earlier one is on its way.
 */
async function release(shard: number, run: string, left: "more" | Date | null): Promise<Wake | null> {
  const due = left instanceof Date ? left : null;
  const [row] = await db().$queryRaw<{ generation: bigint; at_once: boolean; timed: boolean }[]>`
    WITH before AS (
      SELECT id, (wanted OR ${left === "more"}) AS at_once,
             (NOT wanted AND ${left !== "more"} AND ${due?.toISOString() ?? null}::timestamptz
               < coalesce(next_wake_at, 'infinity')) AS timed
        FROM shard WHERE id = ${shard}::smallint AND run_token = ${run}::uuid FOR UPDATE
    )
    UPDATE shard s
       SET run_token = NULL, running_until = NULL,
           wanted = before.at_once,
           woken_at = CASE WHEN before.at_once THEN now() ELSE s.woken_at END,
           next_wake_at = CASE WHEN before.timed THEN ${due?.toISOString() ?? null}::timestamptz ELSE s.next_wake_at END,
           generation = s.generation + (before.at_once OR coalesce(before.timed, false))::int
      FROM before WHERE s.id = before.id AND ${NO_SYNC}
    RETURNING s.generation, before.at_once, coalesce(before.timed, false) AS timed`;
  if (!row) return null;
  if (row.at_once) return { shard, generation: String(row.generation) };
  return row.timed && due ? { shard, generation: String(row.generation), at: due } : null;
}

async function finishTail(shard: number): Promise<void> {
  const deadline = performance.now() + TAIL_MS;
  while (performance.now() < deadline && dispatcher().load(shard).busy > 0) {
    await sleep(TAIL_TICK_MS);
  }
}

function untilDue(nextDueAt: Date | null): number {
  return nextDueAt === null ? Number.POSITIVE_INFINITY : Math.max(1, nextDueAt.getTime() - Date.now());
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

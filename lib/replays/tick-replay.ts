import "server-only";
import { db, type Transaction } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { inScope, ReplayScope } from "#lib/replays/replay-scope";
import { tellEnded } from "#lib/replays/tell-ended";
import { Prisma, type Replay } from "#prisma/client";

/** Lanes looked at by one tick; the others have their turn in the next ones. */
const MAX_LANES = 50;
/** What has not been used up of the rate for longer than this is forfeited. */
const MAX_SAVED_SECONDS = 1;
const FIRST_ALLOWANCE_SECONDS = 0.1;
/** A leased delivery's next attempt is due within this. */
const LEASE_SECONDS = 60;

export interface TickResult {
  replayed: number;
  /** Whether the replay has ended. */
  done: boolean;
  /** Whether it could have gone on, had its webhooks had room. */
  waiting: boolean;
}

interface Lane {
  webhook_id: string;
  cursor: string | null;
  shard: number;
  status: "active" | "paused" | "disabled";
  deleted: boolean;
  /** How many may wait for an attempt, or be in flight. */
  allowed: number;
  /** How many more of these now. */
  room: number;
}

/**
 * By what each webhook's share is multiplied, by its id, and how many deliveries it had before it after the last tick.
 * Those that are not in it have their share, and none.
 */
export type Boosts = Map<string, { factor: number; held: number }>;
/** Then a fresh event waits behind 64 at most: half of what a dispatcher takes ahead for a fast receiver. */
const MAX_BOOST = 4;

/**
 * Makes the next few deliveries of a bulk replay due. The cursors move in the same transaction, so a tick that is
 * repeated after a crash, or runs twice at once, never sends a delivery twice.
 *
 * It never uses more than half of what its webhook may have in flight: what is fresh meanwhile finds the other half
 * free, and a receiver that is away stops the replay and not the queue. One so fast that it has taken most of its share
 * by the next tick is given more, as long as it takes that too: a fresh event still waits no longer than about a tick.
 *
 * @param boosts is read and changed; the same for every tick of a run
 */
export async function tickReplay(id: string, boosts: Boosts = new Map()): Promise<TickResult> {
  const { shards, ...result } = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM replay WHERE id = ${id}::uuid FOR UPDATE`;
    const replay = await tx.replay.findUnique({ where: { id } });
    if (replay?.status !== "running") return { replayed: 0, done: true, waiting: false, shards: [] };
    if (await isOrphaned(tx, replay)) return { replayed: 0, done: true, waiting: false, shards: [] };
    const allowance = allowanceOf(replay, Date.now());
    if (allowance < 1) return { replayed: 0, done: false, waiting: false, shards: [] };
    return advance(tx, replay, allowance, boosts);
  });
  if (shards.length > 0) await wakeShards(shards);
  return result;
}

/** Ends the replay of somebody who is no longer a member: what they began must not go on in their name. */
async function isOrphaned(tx: Transaction, { id, workspaceId, createdById: userId }: Replay): Promise<boolean> {
  if (userId === null || (await tx.member.count({ where: { workspaceId, userId } })) > 0) return false;
  const error = "Whoever began this replay is no longer a member of the workspace.";
  await tellEnded(
    tx,
    await tx.replay.update({ where: { id }, data: { status: "failed", completedAt: new Date(), error } }),
  );
  return true;
}

/** How many the rate allows now. */
function allowanceOf({ ratePerSecond, tickedAt }: Replay, nowMs: number): number {
  if (tickedAt === null) return Math.max(1, Math.floor(ratePerSecond * FIRST_ALLOWANCE_SECONDS));
  const elapsed = (nowMs - tickedAt.getTime()) / 1000;
  // A clock was set back: begin again from here.
  const seconds = elapsed < 0 ? MAX_SAVED_SECONDS : Math.min(elapsed, MAX_SAVED_SECONDS);
  return Math.floor(ratePerSecond * seconds);
}

async function advance(tx: Transaction, replay: Replay, allowance: number, boosts: Boosts) {
  const scope = ReplayScope.parse(replay.filter);
  const shards = new Set<number>();
  let [left, replayed] = [allowance, 0];
  const lanes = await openLanes(tx, replay.id, boosts);
  for (const [index, lane] of lanes.entries()) {
    if (lane.deleted || lane.status !== "active") {
      await endLane(tx, replay, scope, lane, lane.deleted ? "deleted" : lane.status);
      continue;
    }
    // What one lane can't use, the later ones get.
    const limit = Math.min(lane.room, Math.ceil(left / (lanes.length - index)));
    if (limit < 1) {
      adjust(boosts, lane, 0);
      continue;
    }
    const count = await advanceLane(tx, replay, scope, lane, limit);
    left -= count;
    replayed += count;
    if (count > 0) shards.add(lane.shard);
    adjust(boosts, lane, count);
  }
  const done = await endIfDone(tx, replay, replayed);
  const roomless = lanes.every((lane) => lane.room < 1);
  return { replayed, done, waiting: !done && roomless, shards: [...shards] };
}

/**
 * Some of the lanes that are not done, by chance, so that no set of busy ones keeps the others waiting. The webhooks stay as they are (locked, shared) until
 * the tick ends, so that a pause or deletion comes wholly before or wholly after.
 */
function openLanes(tx: Transaction, replayId: string, boosts: Boosts): Promise<Lane[]> {
  return tx.$queryRaw<Lane[]>`
    SELECT l.webhook_id, l.cursor, w.shard, w.status::text, w.deleted_at IS NOT NULL AS deleted,
           allowed.count AS allowed, allowed.count - (SELECT count(*)::int FROM (
             SELECT FROM delivery d WHERE d.shard = w.shard AND d.status = 'pending' AND d.webhook_id = w.id
                AND d.next_attempt_at <= now() + make_interval(secs => ${LEASE_SECONDS}::int)
                AND (d.next_attempt_at <= now() OR d.lease_token IS NOT NULL) LIMIT allowed.count) busy) AS room
      FROM (SELECT webhook_id, cursor FROM replay_lane WHERE replay_id = ${replayId}::uuid AND NOT done
             ORDER BY random() LIMIT ${MAX_LANES}::int) l
      JOIN webhook w ON w.id = l.webhook_id
      LEFT JOIN unnest(${[...boosts.keys()]}::uuid[], ${[...boosts.values()].map(({ factor }) => factor)}::int[]) boost(webhook_id, factor)
             ON boost.webhook_id = w.id
     CROSS JOIN LATERAL (SELECT CASE WHEN w.ordered THEN 1
                                     WHEN w.rate_limit IS NULL THEN greatest(1, w.max_in_flight / 2) * coalesce(boost.factor, 1)
                                     ELSE greatest(1, least(w.max_in_flight, floor(w.rate_limit)::int) / 2) END AS count) allowed
     ORDER BY l.webhook_id
       FOR SHARE OF w`;
}

/** More for a webhook that has taken most of its share since the last tick, less for one that has half of it left. */
function adjust(boosts: Boosts, { webhook_id, room, allowed }: Lane, given: number): void {
  const { factor, held } = boosts.get(webhook_id) ?? { factor: 1, held: 0 };
  const left = allowed - room;
  const next =
    4 * (held - left) >= 3 * allowed
      ? Math.min(factor * 2, MAX_BOOST)
      : 2 * left > allowed
        ? Math.max(factor / 2, 1)
        : factor;
  boosts.set(webhook_id, { factor: next, held: left + given });
}

/** @returns how many deliveries became due */
async function advanceLane(
  tx: Transaction,
  replay: Replay,
  scope: ReplayScope,
  lane: Lane,
  limit: number,
): Promise<number> {
  const target = { workspaceId: replay.workspaceId, webhookId: lane.webhook_id, after: lane.cursor };
  const [batch] = await tx.$queryRaw<[{ seen: number; replayed: number; last: string | null }]>`
    WITH batch AS MATERIALIZED (
      SELECT id FROM (${inScope(scope, target)}) found ORDER BY id LIMIT ${limit}::int
    ), replayed AS (
      ${scope.kind === "missing" ? create(replay, lane) : makeDue(replay, lane)}
    )
    SELECT (SELECT count(*)::int FROM batch) AS seen, (SELECT count(*)::int FROM replayed) AS replayed,
           (SELECT id::text FROM batch ORDER BY id DESC LIMIT 1) AS last`;
  await tx.replayLane.update({
    where: { replayId_webhookId: { replayId: replay.id, webhookId: lane.webhook_id } },
    data: {
      replayed: { increment: batch.replayed },
      done: batch.seen < limit,
      ...(batch.last && { cursor: batch.last }),
    },
  });
  return batch.replayed;
}

/** Not those in flight again already, and not those whose payload is past its retention. */
function makeDue(replay: Replay, lane: Lane): Prisma.Sql {
  return Prisma.sql`UPDATE delivery d
         SET status = 'pending', next_reason = 'replay', retry_step = 0, next_attempt_at = now(), completed_at = NULL,
             shard = ${lane.shard}::smallint, replay_id = ${replay.id}::uuid
        FROM batch
       WHERE d.id = batch.id AND d.status <> 'pending' AND d.lease_token IS NULL
         AND d.replay_id IS DISTINCT FROM ${replay.id}::uuid
         AND EXISTS (SELECT FROM event e WHERE e.id = d.event_id)
      RETURNING d.id`;
}

function create(replay: Replay, lane: Lane): Prisma.Sql {
  return Prisma.sql`INSERT INTO delivery
             (id, workspace_id, webhook_id, event_id, type, status, shard, next_reason, next_attempt_at, replay_id)
      SELECT posthorn_uuid7(), e.workspace_id, ${lane.webhook_id}::uuid, e.id, e.type, 'pending',
             ${lane.shard}::smallint, 'replay', now(), ${replay.id}::uuid
        FROM batch JOIN event e ON e.id = batch.id ORDER BY e.id
      RETURNING id`;
}

/** Ends the lane of a webhook that can't receive any more. One that had nothing left was not stopped by that. */
async function endLane(tx: Transaction, replay: Replay, scope: ReplayScope, lane: Lane, why: string): Promise<void> {
  const target = { workspaceId: replay.workspaceId, webhookId: lane.webhook_id, after: lane.cursor };
  const [left] = await tx.$queryRaw<[{ exists: boolean }]>`SELECT EXISTS (${inScope(scope, target)})`;
  await tx.replayLane.update({
    where: { replayId_webhookId: { replayId: replay.id, webhookId: lane.webhook_id } },
    // Nothing is missing for a deleted webhook, so for that one it can't be said.
    data: { done: true, stopped: left.exists || (lane.deleted && scope.kind === "missing") ? why : null },
  });
}

/** Writes down how far the replay is, and ends it when no lane is left. A lane that was stopped makes it a failure. */
async function endIfDone(tx: Transaction, replay: Replay, replayed: number): Promise<boolean> {
  const lanes = await tx.replayLane.groupBy({
    by: ["done", "stopped"],
    where: { replayId: replay.id },
    _count: { _all: true },
  });
  const done = lanes.every((lane) => lane.done);
  const stopped = lanes.filter((lane) => lane.stopped !== null);
  const error = replay.webhookId
    ? stopped[0] && `The webhook was ${stopped[0].stopped} while the replay ran.`
    : stopped.length > 0 &&
      `Webhooks that were paused, disabled or deleted while the replay ran were left out: ${stopped.reduce((sum, lane) => sum + lane._count._all, 0)}.`;
  const after = await tx.replay.update({
    where: { id: replay.id },
    data: {
      replayed: { increment: replayed },
      tickedAt: new Date(),
      ...(done && {
        status: error ? ("failed" as const) : ("succeeded" as const),
        completedAt: new Date(),
        counted: true,
        error: error || null,
      }),
    },
  });
  if (done) await tellEnded(tx, after);
  return done;
}

import "server-only";
import { db, type Transaction } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { idsBetween } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import { ReplayFilter } from "#lib/replays/replay-schema";
import type { Replay } from "#prisma/client";

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

export interface BatchResult {
  replayed: number;
  /** Whether the replay has ended: nothing is left, or its webhook can't receive any more. */
  done: boolean;
}

/**
 * Makes the next deliveries of a bulk replay due. The cursor moves in the same transaction, so a batch that is repeated
 * after a crash, or runs twice at once, never sends a delivery twice.
 *
 * @param publicReplayId as in the event `webhook/replay.requested`
 * @param limit deliveries looked at, at most 500
 */
export async function replayNextBatch(publicReplayId: string, limit = 500): Promise<BatchResult> {
  const id = parseId("replay", publicReplayId);
  if (!id) return { replayed: 0, done: true };
  const { shard, ...result } = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM replay WHERE id = ${id}::uuid FOR UPDATE`;
    const replay = await tx.replay.findUnique({ where: { id } });
    if (!replay?.webhookId || replay.status !== "running") return { replayed: 0, done: true, shard: null };
    const [webhook] = await tx.$queryRaw<{ status: string; deleted: boolean; shard: number }[]>`
      SELECT status::text, deleted_at IS NOT NULL AS deleted, shard FROM webhook
      WHERE id = ${replay.webhookId}::uuid AND workspace_id = ${replay.workspaceId}::uuid FOR SHARE`;
    if (!webhook || webhook.deleted || webhook.status !== "active") {
      await stop(tx, replay, !webhook || webhook.deleted ? "deleted" : webhook.status);
      return { replayed: 0, done: true, shard: null };
    }
    return { ...(await advance(tx, replay, webhook.shard, Math.min(limit, 500))), shard: webhook.shard };
  });
  if (shard !== null && result.replayed > 0) await wakeShards([shard]);
  return result;
}

async function advance(tx: Transaction, replay: Replay, shard: number, limit: number): Promise<BatchResult> {
  const filter = ReplayFilter.parse(replay.filter);
  const range = idsBetween(new Date(filter.since), new Date(filter.until));
  const [batch] = await tx.$queryRaw<[{ seen: number; replayed: number; last: string | null }]>`
    WITH batch AS (
      SELECT id FROM delivery
      WHERE webhook_id = ${replay.webhookId}::uuid AND workspace_id = ${replay.workspaceId}::uuid
        AND status = ${filter.status}::delivery_status
        AND id > ${replay.cursor ?? BEFORE_ALL}::uuid AND id >= ${range.gte}::uuid AND id < ${range.lt}::uuid
      ORDER BY id LIMIT ${limit}
    ), replayed AS (
      UPDATE delivery d
      SET status = 'pending', next_reason = 'replay', retry_step = 0, next_attempt_at = now(), completed_at = NULL,
          shard = ${shard}::smallint, replay_id = ${replay.id}::uuid
      FROM batch WHERE d.id = batch.id AND d.status = ${filter.status}::delivery_status AND d.lease_token IS NULL
      RETURNING d.id
    )
    SELECT (SELECT count(*)::int FROM batch) AS seen, (SELECT count(*)::int FROM replayed) AS replayed,
           (SELECT id::text FROM batch ORDER BY id DESC LIMIT 1) AS last`;
  const done = batch.seen < limit;
  await tx.replay.update({
    where: { id: replay.id },
    data: {
      replayed: { increment: batch.replayed },
      ...(batch.last && { cursor: batch.last }),
      ...(done && { status: "succeeded" as const, completedAt: new Date() }),
    },
  });
  return { replayed: batch.replayed, done };
}

async function stop(tx: Transaction, replay: Replay, why: string): Promise<void> {
  await tx.replay.update({
    where: { id: replay.id },
    data: { status: "failed", completedAt: new Date(), error: `The webhook was ${why} while the replay ran.` },
  });
}

/** Ends a replay whose work failed for good, so that another one can be started. */
export async function failReplay(publicReplayId: string, error: string): Promise<void> {
  const id = parseId("replay", publicReplayId);
  if (!id) return;
  await db().replay.updateMany({
    where: { id, status: "running" },
    data: { status: "failed", completedAt: new Date(), error },
  });
}

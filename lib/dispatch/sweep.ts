import "server-only";
import { db } from "#lib/database/client";
import { moveDeliveries } from "#lib/dispatch/move-webhook";
import { allShards, shardOf, slowShardOf } from "#lib/dispatch/shards";
import { sendWakes, type Wake, wakeShards } from "#lib/dispatch/wake";
import { log } from "#lib/log";
import { notSuspended } from "#lib/workspaces/not-suspended";
import type { WebhookStatus } from "#prisma/client";

/** How often a long-lived process sweeps. */
export const SWEEP_INTERVAL_MS = 5000;

/** A shard whose oldest due delivery has waited this long is not being served. */
const OVERDUE_SECONDS = 3;
const SWEEP_LOCK = 7_065_001;
const TRANSACTION_MS = 30_000;

export interface SweepResult {
  /** False when another process is sweeping. */
  swept: boolean;
  interrupted: number;
  woken: number[];
}

/**
 * The safety net under the wakes, independent of Inngest: frees expired leases and records those attempts as
 * interrupted, and wakes shards whose due deliveries do not move. Everything it needs is in the database, so whatever
 * was lost (a wake, an Inngest server, this process) is made up for here. One process at a time.
 */
export async function sweep(): Promise<SweepResult> {
  return db()
    .$transaction(
      async (tx) => {
        // A process that is stopped in here must not keep the others from sweeping.
        const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) AS held,
             set_config('idle_in_transaction_session_timeout', ${String(TRANSACTION_MS)}, true)`;
        if (!lock?.held) return { swept: false, interrupted: 0, woken: [], freed: [] };

        const freed = await tx.$queryRaw<{ shard: number; count: number }[]>`
      WITH due AS MATERIALIZED (
        SELECT id, webhook_id FROM delivery WHERE lease_token IS NOT NULL AND lease_until < now()
         ORDER BY lease_until LIMIT 5000
      ), resting AS MATERIALIZED (
        -- Locked, so that one that is being resumed is seen as active, or its resumption finds what is held here.
        SELECT id FROM webhook WHERE id IN (SELECT webhook_id FROM due) AND status <> 'active' ORDER BY id FOR SHARE
      ), expired AS (
        SELECT d.id, d.lease_token, w.url, resting.id IS NOT NULL AS rests, w.deleted_at, w.shard
          FROM due JOIN webhook w ON w.id = due.webhook_id LEFT JOIN resting ON resting.id = w.id
          JOIN delivery d ON d.id = due.id
         WHERE d.lease_token IS NOT NULL AND d.lease_until < now()
           FOR UPDATE OF d SKIP LOCKED
      ), freed AS (
        UPDATE delivery d
           SET lease_token = NULL, lease_until = NULL, shard = expired.shard,
               status = CASE WHEN expired.deleted_at IS NOT NULL THEN 'canceled'::delivery_status
                             WHEN expired.rests THEN 'held' ELSE 'pending' END,
               next_attempt_at = CASE WHEN expired.rests OR expired.deleted_at IS NOT NULL THEN NULL WHEN w.ordered THEN d.created_at ELSE now() END
          FROM expired JOIN webhook w ON true
         WHERE d.id = expired.id AND w.id = d.webhook_id AND d.lease_token = expired.lease_token
        RETURNING d.id, expired.lease_token, expired.url, d.workspace_id, d.webhook_id, d.attempt_count, d.next_reason,
                  d.shard
      ), logged AS (
      INSERT INTO attempt (id, delivery_id, workspace_id, webhook_id, number, reason, outcome, error_code,
                           error_message, request_url, request_headers, worker, started_at)
      SELECT lease_token, id, workspace_id, webhook_id, attempt_count, next_reason, 'interrupted', 'interrupted',
             'Posthorn stopped while the request was under way.', url, '[]', 'sweep',
             to_timestamp(('x' || substr(replace(lease_token::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
        FROM freed
      ON CONFLICT (id) DO NOTHING
      )
      SELECT shard, count(*)::int AS count FROM freed GROUP BY shard`;

        const stuck = await tx.$queryRaw<{ id: number; generation: bigint }[]>`
      UPDATE shard s
         SET wanted = true, woken_at = now(), generation = s.generation + 1
       WHERE coalesce(running_until, 'epoch') < now()
         AND coalesce(woken_at, 'epoch') < now() - make_interval(secs => ${OVERDUE_SECONDS})
         AND EXISTS (
           SELECT FROM delivery d JOIN webhook w ON w.id = d.webhook_id AND w.status = 'active' AND w.shard = s.id
             LEFT JOIN webhook_health h ON h.webhook_id = w.id
            WHERE d.shard = s.id AND d.status = 'pending' AND d.lease_token IS NULL
              AND d.next_attempt_at < now() - make_interval(secs => ${OVERDUE_SECONDS})
              AND coalesce(h.wait_until, 'epoch') < now() AND ${notSuspended("w")})
      RETURNING s.id, s.generation`;
        return {
          swept: true,
          interrupted: freed.reduce((sum, { count }) => sum + count, 0),
          freed: freed.map(({ shard }) => shard),
          woken: stuck.map(({ id, generation }): Wake => ({ shard: id, generation: String(generation) })),
        };
      },
      { timeout: TRANSACTION_MS },
    )
    .then(async ({ woken, freed, ...rest }) => {
      await sendWakes(woken);
      await wakeShards(freed);
      return { ...rest, woken: woken.map(({ shard }) => shard) };
    });
}

/**
 * Prepares the shards of this configuration. Webhooks of shards that no longer exist (their number was lowered) get a
 * new one, and so do pending deliveries that were accepted while their webhook moved.
 */
export async function prepareShards(): Promise<void> {
  const shards = allShards();
  await db().$executeRaw`
    INSERT INTO shard (id) SELECT unnest(${shards}::smallint[]) ON CONFLICT (id) DO NOTHING`;
  const homeless = await db().webhook.findMany({
    where: { shard: { notIn: shards } },
    select: { id: true, shard: true },
  });
  for (const { id, shard } of homeless) {
    await db().webhook.update({
      where: { id },
      data: { shard: shard < shards.length ? shardOf(id) : slowShardOf(id) },
    });
  }
  await settleStrays();
}

/**
 * Puts right what an event accepted in the very moment of a change left behind: pending deliveries of a webhook that has
 * moved to another dispatcher follow it, those of a paused or disabled one are held, those of a deleted one canceled.
 */
export async function settleStrays(): Promise<void> {
  const strays = await db().$queryRaw<{ id: string; shard: number; status: WebhookStatus; deleted: boolean }[]>`
    WITH RECURSIVE lane AS (
      (SELECT shard, webhook_id FROM delivery WHERE status = 'pending' ORDER BY shard, webhook_id LIMIT 1)
      UNION ALL
      SELECT next.shard, next.webhook_id FROM lane CROSS JOIN LATERAL (
        SELECT shard, webhook_id FROM delivery
         WHERE status = 'pending' AND (shard, webhook_id) > (lane.shard, lane.webhook_id)
         ORDER BY shard, webhook_id LIMIT 1) next
    )
    SELECT DISTINCT w.id, w.shard, w.status, w.deleted_at IS NOT NULL AS deleted
      FROM lane JOIN webhook w ON w.id = lane.webhook_id AND (w.shard <> lane.shard OR w.status <> 'active')
     LIMIT 1000`;
  for (const { id, shard, status, deleted } of strays) {
    if (status === "active") await moveDeliveries(id, shard);
    else await settle(id, deleted ? "canceled" : "held");
  }
}

/** Locks the webhook: one that is being resumed right now must not have held again what its resumption has released. */
async function settle(webhookId: string, status: "held" | "canceled"): Promise<void> {
  await db().$executeRaw`
    WITH resting AS (
      SELECT id FROM webhook WHERE id = ${webhookId}::uuid AND status <> 'active' FOR SHARE
    )
    UPDATE delivery
       SET status = ${status}::delivery_status, next_attempt_at = NULL,
           completed_at = CASE WHEN ${status === "canceled"} THEN now() END
     WHERE webhook_id IN (SELECT id FROM resting) AND status = 'pending' AND lease_token IS NULL`;
}

/**
 * Sweeps every few seconds until the returned function is called. For long-lived processes.
 *
 * @param options.onWoken is told whenever shards had to be woken, which their own wakes should have done
 */
export function startSweepLoop({ onWoken }: { onWoken?: () => void } = {}): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const tick = async () => {
    try {
      const result = await sweep();
      if (result.swept) await settleStrays();
      if (result.interrupted > 0 || result.woken.length > 0) log().info(result, "swept");
      if (result.woken.length > 0) onWoken?.();
    } catch (error) {
      log().error({ err: error }, "the sweep failed");
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = tick();
    }, SWEEP_INTERVAL_MS);
  };
  running = tick();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

import "server-only";
import { db } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";

const CHUNK = 5000;

/**
 * Gives a webhook and what is pending for it to another dispatcher. Deliveries in flight follow when their outcome is
 * written; those accepted while this runs are found by the sweep.
 */
export async function moveWebhook(webhookId: string, shard: number): Promise<void> {
  const moved = await db().$executeRaw`
    UPDATE webhook SET shard = ${shard}::smallint, version = version + 1
     WHERE id = ${webhookId}::uuid AND shard <> ${shard}::smallint`;
  if (moved === 0) return;
  await moveDeliveries(webhookId, shard);
}

/** Moves a webhook's pending deliveries to its dispatcher, in chunks, so that no statement holds many rows for long. */
export async function moveDeliveries(webhookId: string, shard: number): Promise<void> {
  for (;;) {
    const count = await db().$executeRaw`
      UPDATE delivery SET shard = ${shard}::smallint
       WHERE id IN (SELECT id FROM delivery
                     WHERE webhook_id = ${webhookId}::uuid AND status = 'pending' AND lease_token IS NULL
                       AND shard <> ${shard}::smallint
                     LIMIT ${CHUNK}::int FOR UPDATE SKIP LOCKED)`;
    if (count < CHUNK) break;
  }
  void wakeShards([shard]);
}

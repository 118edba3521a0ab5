import "server-only";
import { db } from "#lib/database/client";
import { firstIdOf } from "#lib/http/id-range";
import type { Budget } from "#lib/retention/budget";
import { type Batch, deleteDeliveries, deleteEvents } from "#lib/retention/delete-batch";

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";
const AFTER_ALL = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** A deleted workspace's publishers may still have it in their cache for seconds. */
const SETTLED_MS = 60_000;

export interface Purged {
  deliveries: number;
  events: number;
}

/** Deletes what is older than the workspace keeps it. Deliveries first: an event goes when its last delivery has. */
export async function purgeWorkspace(workspaceId: string, cutoff: Date, budget: Budget): Promise<Purged> {
  const before = firstIdOf(cutoff);
  const deliveries = await walk(budget, (after) => deleteDeliveries({ workspaceId, after, before }, cutoff));
  const events = await walk(budget, (after) => deleteEvents({ workspaceId, after, before }));
  await db().replay.deleteMany({ where: { workspaceId, completedAt: { lt: cutoff } } });
  await db().notification.deleteMany({ where: { workspaceId, id: { lt: before } } });
  await db().inboxRequest.deleteMany({ where: { inbox: { workspaceId }, id: { lt: before } } });
  await db().$executeRaw`
    DELETE FROM webhook w
     WHERE workspace_id = ${workspaceId}::uuid AND deleted_at < ${cutoff.toISOString()}::timestamptz
       AND NOT EXISTS (SELECT FROM delivery d WHERE d.webhook_id = w.id)`;
  return { deliveries, events };
}

/** Deletes all that a deleted workspace has left behind, and forgets it when nothing can follow any more. */
export async function purgeDeletedWorkspace(
  workspace: { id: string; deletedAt: Date },
  budget: Budget,
): Promise<Purged> {
  const range = { workspaceId: workspace.id, before: AFTER_ALL };
  const count = (purged: { purgedDeliveries?: number; purgedEvents?: number }) =>
    db().deletedWorkspace.updateMany({
      where: { id: workspace.id },
      data: {
        purgedDeliveries: { increment: purged.purgedDeliveries ?? 0 },
        purgedEvents: { increment: purged.purgedEvents ?? 0 },
      },
    });
  const deliveries = await walk(
    budget,
    (after) => deleteDeliveries({ ...range, after }, null),
    (deleted) => count({ purgedDeliveries: deleted }),
  );
  const events = await walk(
    budget,
    (after) => deleteEvents({ ...range, after }),
    (deleted) => count({ purgedEvents: deleted }),
  );
  const where = { where: { workspaceId: workspace.id } };
  await db().eventKey.deleteMany(where);
  await db().webhookHour.deleteMany(where);
  await db().eventHour.deleteMany(where);
  await db().replay.deleteMany(where);
  const isSettled = Date.now() - workspace.deletedAt.getTime() > SETTLED_MS;
  if (isSettled && !budget.isSpent) await db().deletedWorkspace.deleteMany({ where: { id: workspace.id } });
  return { deliveries, events };
}

/** @param note is told after each batch how many rows it has deleted */
async function walk(
  budget: Budget,
  next: (after: string) => Promise<Batch>,
  note: (deleted: number) => Promise<unknown> = async () => {},
): Promise<number> {
  let deleted = 0;
  for (let after: string | null = BEFORE_ALL; after !== null && !budget.isSpent; ) {
    const batch: Batch = await next(after);
    deleted += batch.deleted;
    if (batch.deleted > 0) await note(batch.deleted);
    after = batch.cursor;
    await budget.rest();
  }
  return deleted;
}

import "server-only";
import { db } from "#lib/database/client";
import { Budget } from "#lib/retention/budget";
import { type Purged, purgeDeletedWorkspace, purgeWorkspace } from "#lib/retention/purge-workspace";
import { sumOldHours } from "#lib/statistics/sum-old-hours";
import { Prisma } from "#prisma/client";

const DAY_MS = 86_400_000;
/** Publishers repeat a request for minutes; the contract promises a day. */
const KEY_HOURS = 48;
const KEY_BATCH = 2_000;
const STATISTICS_DAYS = 400;
const STATISTICS_BATCH = 2_000;
const STATISTICS = ["webhook_hour", "event_hour"] as const;

export interface PurgeResult extends Purged {
  /** Whether time was up before everything was done. */
  more: boolean;
}

/**
 * Deletes what is past its time, for at most about `maxMs`: deliveries with their attempts and events past the
 * workspace's retention, idempotency keys of events after 48 h and of
 * other requests after 24 h, signing secrets whose overlap is over, hourly statistics after 400
 * days, and what deleted workspaces have left. Sums up statistics of days past. In small batches with rests between them, so
 * that delivery goes on.
 */
export async function purgeExpired(maxMs: number): Promise<PurgeResult> {
  const budget = new Budget(maxMs);
  const total: PurgeResult = { deliveries: 0, events: 0, more: false };
  const add = ({ deliveries, events }: Purged) => {
    total.deliveries += deliveries;
    total.events += events;
  };
  await db().signingSecret.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await repeat(budget, KEY_BATCH, () => deleteKeys());
  await repeat(budget, KEY_BATCH, () => deleteStoredAnswers());
  for (const table of STATISTICS) await repeat(budget, STATISTICS_BATCH, () => deleteStatistics(table));
  await repeat(budget, 1, () => sumOldHours());
  for (const workspace of await db().deletedWorkspace.findMany({ orderBy: { id: "asc" } })) {
    if (!budget.isSpent) add(await purgeDeletedWorkspace(workspace, budget));
  }
  for (const { id, cutoff } of await workspacesToPurge()) {
    if (!budget.isSpent) add(await purgeWorkspace(id, cutoff, budget));
  }
  return { ...total, more: budget.isSpent };
}

/** Workspaces that have anything past their retention, and since when. By chance, so that none is always the last. */
async function workspacesToPurge(): Promise<{ id: string; cutoff: Date }[]> {
  const rows = await db().$queryRaw<{ id: string; retention_days: number }[]>`
    SELECT w.id, w.retention_days
      FROM (SELECT *, (lpad(to_hex((extract(epoch FROM now() - make_interval(days => retention_days)) * 1000)::bigint), 12, '0')
                    || '70008000000000000000')::uuid AS first_kept FROM workspace) w
     -- The oldest, rather than whether there is an older one: that is one descent of an index, whatever the planner thinks.
     WHERE (SELECT id FROM event e WHERE e.workspace_id = w.id ORDER BY id LIMIT 1) < w.first_kept
        OR (SELECT id FROM delivery d WHERE d.workspace_id = w.id ORDER BY id LIMIT 1) < w.first_kept
        OR EXISTS (SELECT FROM webhook h WHERE h.workspace_id = w.id AND h.deleted_at < now() - make_interval(days => w.retention_days))
        OR EXISTS (SELECT FROM replay r WHERE r.workspace_id = w.id AND r.completed_at < now() - make_interval(days => w.retention_days))
        OR EXISTS (SELECT FROM inbox i JOIN inbox_request r ON r.inbox_id = i.id
                    WHERE i.workspace_id = w.id AND r.id < w.first_kept)
     ORDER BY random()`;
  return rows.map((row) => ({ id: row.id, cutoff: new Date(Date.now() - row.retention_days * DAY_MS) }));
}

function deleteKeys(): Promise<number> {
  return db().$executeRaw`
    DELETE FROM event_key WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM event_key WHERE created_at < now() - make_interval(hours => ${KEY_HOURS}::int)
       ORDER BY created_at LIMIT ${KEY_BATCH}::int))`;
}

function deleteStoredAnswers(): Promise<number> {
  return db().$executeRaw`
    DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM idempotency_key WHERE created_at < now() - make_interval(hours => 24)
       ORDER BY created_at LIMIT ${KEY_BATCH}::int))`;
}

function deleteStatistics(table: (typeof STATISTICS)[number]): Promise<number> {
  return db().$executeRaw`
    DELETE FROM ${Prisma.raw(table)} WHERE ctid = ANY(ARRAY(
      SELECT h.ctid FROM workspace w CROSS JOIN LATERAL (
        SELECT ctid FROM ${Prisma.raw(table)}
         WHERE workspace_id = w.id AND hour < now() - make_interval(days => ${STATISTICS_DAYS}::int) LIMIT 100) h
       LIMIT ${STATISTICS_BATCH}::int))`;
}

async function repeat(budget: Budget, full: number, next: () => Promise<number>): Promise<void> {
  while (!budget.isSpent) {
    const deleted = await next();
    await budget.rest();
    if (deleted < full) return;
  }
}

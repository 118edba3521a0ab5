import "server-only";
import { db } from "#lib/database/client";
import type { FailingView, PurgeView } from "#lib/health/health-view";
import { publicId } from "#lib/ids";
import { COUNT_MAX } from "#lib/workspaces/activity-view";

const TOP = 10;

/** Active webhooks of all workspaces that only fail, the longest first, and how many there are. */
export async function readFailing(): Promise<{ failing: FailingView[]; count: number; unsigned: number }> {
  const where = {
    failingSince: { not: null },
    webhook: { status: "active", deletedAt: null, workspace: { suspendedAt: null } },
  } as const;
  const [rows, count, unsigned] = await Promise.all([
    db().webhookHealth.findMany({
      where,
      orderBy: { failingSince: "asc" },
      take: TOP,
      select: {
        failingSince: true,
        lastErrorCode: true,
        lastResponseStatus: true,
        webhook: { select: { id: true, name: true, workspace: { select: { slug: true, name: true } } } },
      },
    }),
    db().webhookHealth.count({ where }),
    db().webhookHealth.count({ where: { ...where, lastErrorCode: "signing_error" } }),
  ]);
  const failing = rows.map(({ webhook, failingSince, lastErrorCode, lastResponseStatus }) => ({
    id: publicId("webhook", webhook.id),
    name: webhook.name,
    workspace: webhook.workspace,
    failingSince: failingSince?.toISOString() ?? "",
    lastErrorCode,
    lastResponseStatus,
  }));
  return { failing, count, unsigned };
}

/** Attempts of the present and the last hour, over all workspaces. */
export async function readAttempts(): Promise<{ total: number; succeeded: number }> {
  const [row] = await db().$queryRaw<{ total: number; succeeded: number }[]>`
    SELECT coalesce(sum(h.count), 0)::float8 AS total,
           coalesce(sum(h.count) FILTER (WHERE h.result = 'succeeded'), 0)::float8 AS succeeded
      FROM workspace w
      JOIN webhook_hour h ON h.workspace_id = w.id AND h.hour >= date_trunc('hour', now() - interval '1 hour')`;
  return row ?? { total: 0, succeeded: 0 };
}

/** Deleted workspaces whose logs are not purged yet, and how far each is. */
export async function readPurges(): Promise<PurgeView[]> {
  const rows = await db().$queryRaw<(Omit<PurgeView, "deletedAt"> & { deletedAt: Date })[]>`
    SELECT d.slug, d.name, d.deleted_at AS "deletedAt", d.purged_deliveries AS "purgedDeliveries",
           d.purged_events AS "purgedEvents",
           (SELECT count(*)::int FROM (SELECT FROM delivery WHERE workspace_id = d.id LIMIT ${COUNT_MAX}::int) r)
           + (SELECT count(*)::int FROM (SELECT FROM event WHERE workspace_id = d.id LIMIT ${COUNT_MAX}::int) r) AS left
      FROM deleted_workspace d ORDER BY d.deleted_at LIMIT ${TOP}::int`;
  return rows.map((row) => ({ ...row, deletedAt: row.deletedAt.toISOString() }));
}

/** How many workspaces have events that should have been purged this many hours ago. */
export async function countUnpurged(hours: number): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
      FROM workspace w
     CROSS JOIN LATERAL (SELECT id, created_at FROM event e WHERE e.workspace_id = w.id ORDER BY id LIMIT 1) e
     WHERE e.created_at < now() - make_interval(days => w.retention_days, hours => ${hours}::int)
       AND NOT EXISTS (SELECT FROM delivery d WHERE d.event_id = e.id AND d.status IN ('pending', 'held'))`;
  return row?.count ?? 0;
}

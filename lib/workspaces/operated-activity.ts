import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { COUNT_MAX, type OperatedActivity } from "#lib/workspaces/activity-view";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

/** @param ref its public id or slug @throws {AppError} `not_found` */
export async function operatedActivity(ctx: OperatorContext, ref: string): Promise<OperatedActivity> {
  requireOperatorPermission(ctx, "workspaces:read");
  const { workspace } = await operateWorkspace(ctx, ref);
  const [[counts], statuses, failing, keys] = await Promise.all([
    db().$queryRaw<{ pending: number; held: number; succeeded: number; failed: number; failing: number }[]>`
      SELECT (SELECT count(*)::int FROM (SELECT FROM delivery WHERE workspace_id = ${workspace.id}::uuid
                AND status <> 'succeeded' AND status = 'pending' LIMIT ${COUNT_MAX}::int) p) AS pending,
             (SELECT count(*)::int FROM (SELECT FROM delivery WHERE workspace_id = ${workspace.id}::uuid
                AND status <> 'succeeded' AND status = 'held' LIMIT ${COUNT_MAX}::int) h) AS held,
             coalesce(sum(count) FILTER (WHERE result = 'succeeded'), 0)::int AS succeeded,
             coalesce(sum(count) FILTER (WHERE result <> 'succeeded'), 0)::int AS failed,
             (SELECT count(*)::int FROM webhook w JOIN webhook_health h ON h.webhook_id = w.id
               WHERE w.workspace_id = ${workspace.id}::uuid AND w.deleted_at IS NULL AND w.status = 'active'
                 AND h.failing_since IS NOT NULL) AS failing
        FROM webhook_hour WHERE workspace_id = ${workspace.id}::uuid AND hour > now() - interval '24 hours'`,
    db().webhook.groupBy({ by: ["status"], where: { workspaceId: workspace.id, deletedAt: null }, _count: true }),
    db().webhook.findMany({
      where: { workspaceId: workspace.id, deletedAt: null, status: "active", health: { failingSince: { not: null } } },
      orderBy: { health: { failingSince: "asc" } },
      take: 10,
      select: { id: true, name: true, health: { select: { failingSince: true, lastErrorCode: true } } },
    }),
    db().apiKey.count({ where: { workspaceId: workspace.id, kind: "workspace", revokedAt: null } }),
  ]);
  const count = (status: "active" | "paused" | "disabled") =>
    statuses.find((row) => row.status === status)?._count ?? 0;
  return {
    pending: counts?.pending ?? 0,
    held: counts?.held ?? 0,
    attempts24h: { succeeded: counts?.succeeded ?? 0, failed: counts?.failed ?? 0 },
    webhooks: {
      active: count("active"),
      paused: count("paused"),
      disabled: count("disabled"),
      failing: counts?.failing ?? 0,
    },
    keys,
    failing: failing.map(({ id, name, health }) => ({
      id: publicId("webhook", id),
      name,
      failingSince: health?.failingSince?.toISOString() ?? "",
      lastErrorCode: health?.lastErrorCode ?? null,
    })),
  };
}

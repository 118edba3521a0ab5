import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { statisticsSince } from "#lib/webhooks/count-attempts";
import { countWaiting, type Waiting } from "#lib/webhooks/count-waiting";

/** How all of a workspace's webhooks together are doing. */
export interface WebhookSummary {
  webhooks: number;
  /** Active ones whose last attempts all failed. */
  failing: number;
  /** Disabled by Posthorn. */
  disabled: number;
  /** Attempts of the last 24 hours, the present hour included; test events left out. */
  succeeded24h: number;
  failed24h: number;
  /** Deliveries that wait to be sent, and those held for webhooks that are paused or disabled. */
  pending: number;
  held: number;
  /** Whether more wait than is counted. */
  isCapped: boolean;
}

/**
 * The workspace's webhooks in one line: the same numbers as the list's, summed over all of its pages.
 *
 * @param reading what waits in the workspace, where it is being read already
 */
export async function summarizeWebhooks(
  ctx: WorkspaceContext,
  now = new Date(),
  reading?: Promise<Waiting>,
): Promise<WebhookSummary> {
  requirePermission(ctx, "webhooks:read");
  const workspaceId = ctx.workspace.id;
  const [[counted], { pending, held, isCapped }] = await Promise.all([
    db().$queryRaw<[Omit<WebhookSummary, "pending" | "held" | "isCapped">]>`
      SELECT * FROM (
        SELECT count(*)::int AS webhooks, count(*) FILTER (WHERE w.status = 'disabled')::int AS disabled,
               count(*) FILTER (WHERE w.status = 'active' AND h.failing_since IS NOT NULL)::int AS failing
          FROM webhook w LEFT JOIN webhook_health h ON h.webhook_id = w.id
         WHERE w.workspace_id = ${workspaceId}::uuid AND w.deleted_at IS NULL) webhooks
      CROSS JOIN (
        SELECT coalesce(sum(count) FILTER (WHERE result = 'succeeded'), 0)::int AS "succeeded24h",
               coalesce(sum(count) FILTER (WHERE result <> 'succeeded'), 0)::int AS "failed24h"
          FROM webhook_hour
         WHERE workspace_id = ${workspaceId}::uuid AND hour >= ${statisticsSince(now)}) attempts`,
    reading ?? countWaiting(ctx),
  ]);
  return { ...counted, pending, held, isCapped };
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { shardOf, slowShardOf } from "#lib/dispatch/shards";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";

/**
 * When the earliest of a webhook's waiting deliveries is due; null when none waits.
 *
 * @throws {AppError} `not_found` for a malformed id
 */
export async function nextAttempt(ctx: WorkspaceContext, id: string): Promise<Date | null> {
  requirePermission(ctx, "webhooks:read");
  const webhookId = parseId("webhook", id);
  if (!webhookId) throw notFound("webhook");
  // Across workspaces and by shard, for the index on what is due (see select-page.ts): what comes back is a time.
  const [row] = await acrossWorkspaces(
    () => db().$queryRaw<{ due: Date | null }[]>`
      SELECT min(next_attempt_at) AS due FROM delivery
       WHERE status = 'pending' AND shard = ANY(${[shardOf(webhookId), slowShardOf(webhookId)]}::smallint[])
         AND webhook_id = ${webhookId}::uuid AND workspace_id = ${ctx.workspace.id}::uuid`,
  );
  return row?.due ?? null;
}

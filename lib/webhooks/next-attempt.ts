import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { shardOf, slowShardOf } from "#lib/dispatch/shards";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { Prisma } from "#prisma/client";

/**
 * When the earliest of a webhook's waiting deliveries is due; null when none waits.
 *
 * @throws {AppError} `not_found` for a malformed id
 */
export async function nextAttempt(ctx: WorkspaceContext, id: string): Promise<Date | null> {
  requirePermission(ctx, "webhooks:read");
  const webhookId = parseId("webhook", id);
  if (!webhookId) throw notFound("webhook");
  // Across workspaces and shard by shard, so that the index on what is due has it as its first row (see select-page.ts).
  const first = (shard: number) => Prisma.sql`(
      SELECT next_attempt_at FROM delivery
       WHERE status = 'pending' AND shard = ${shard}::smallint AND webhook_id = ${webhookId}::uuid
         AND workspace_id = ${ctx.workspace.id}::uuid
       ORDER BY next_attempt_at LIMIT 1)`;
  const [row] = await acrossWorkspaces(
    () => db().$queryRaw<{ due: Date | null }[]>`
      SELECT least(${first(shardOf(webhookId))}, ${first(slowShardOf(webhookId))}) AS due`,
  );
  return row?.due ?? null;
}

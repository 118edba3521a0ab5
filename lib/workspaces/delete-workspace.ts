import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { invalidInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";

/**
 * Deletes a workspace for good: its webhooks, secrets, keys, members and inboxes now, its events, deliveries and attempts
 * by the purge that follows within minutes. Only the audit log stays.
 *
 * @param input.name the workspace's name again, as a safeguard
 */
export async function deleteWorkspace(ctx: WorkspaceContext, input: { name: string }): Promise<void> {
  requirePermission(ctx, "workspace:delete");
  if (input.name !== ctx.workspace.name) {
    throw invalidInput([{ path: "name", message: `type ${ctx.workspace.name} to confirm` }]);
  }
  const { id } = ctx.workspace;
  await db().$transaction(async (tx) => {
    await recordAudit(tx, ctx, {
      action: "workspace.deleted",
      target: { type: "workspace", id: publicId("workspace", id), name: ctx.workspace.name },
      before: { slug: ctx.workspace.slug },
    });
    // In the order in which others lock them (a replay's tick: itself, then its webhooks), or the cascade could meet one of
    // them halfway.
    await tx.replay.updateMany({
      where: { workspaceId: id, status: "running" },
      data: { status: "canceled", completedAt: new Date() },
    });
    await tx.$queryRaw`SELECT id FROM webhook WHERE workspace_id = ${id}::uuid ORDER BY id FOR UPDATE`;
    // The cascade takes what has foreign keys; the purge finds the rest by this row.
    await tx.workspace.deleteMany({ where: { id } });
    await tx.deletedWorkspace.upsert({ where: { id }, create: { id }, update: {} });
  });
}

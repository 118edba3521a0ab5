import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

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
  await removeWorkspace(ctx);
}

export const DeleteConfirmation = z.strictObject({
  confirm: z.string("must be text").max(64).optional().meta({
    description: "The workspace's slug again, as a safeguard: nothing is deleted if it is another one's.",
  }),
});
export type DeleteConfirmation = z.input<typeof DeleteConfirmation>;

/** The same for an operator, who may confirm by its slug. @param ref its public id or slug */
export async function deleteOperated(ctx: OperatorContext, ref: string, input: DeleteConfirmation): Promise<void> {
  requireOperatorPermission(ctx, "workspaces:write");
  const { confirm } = parseInput(DeleteConfirmation, input);
  const owner = await operateWorkspace(ctx, ref);
  const { slug } = owner.workspace;
  if (confirm !== undefined && confirm !== slug) {
    throw invalidInput([{ path: "confirm", message: `must be ${slug}, the workspace's slug` }]);
  }
  await removeWorkspace(owner);
}

async function removeWorkspace(ctx: WorkspaceContext): Promise<void> {
  const { id, slug, name } = ctx.workspace;
  await db().$transaction(async (tx) => {
    await recordAudit(tx, ctx, {
      action: "workspace.deleted",
      target: { type: "workspace", id: publicId("workspace", id), name },
      before: { slug },
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
    await tx.deletedWorkspace.upsert({ where: { id }, create: { id, slug, name }, update: {} });
  });
}

import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { WorkspacePatch } from "#lib/workspaces/workspace-schema";
import { WORKSPACE_VIEW, type WorkspaceView, workspaceView } from "#lib/workspaces/workspace-view";

const AUDITED = ["name", "retentionDays", "hidePayloads"] as const;

/**
 * Changes the given settings of the actor's workspace. A shorter retention takes effect at the next purge, within
 * minutes, and can't be undone.
 *
 * @throws {AppError} `invalid_input`
 */
export async function updateWorkspace(ctx: WorkspaceContext, input: WorkspacePatch): Promise<WorkspaceView> {
  requirePermission(ctx, "workspace:write");
  const { name, retentionDays, hidePayloads } = parseInput(WorkspacePatch, input);
  const { id } = ctx.workspace;
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUnique({ where: { id }, select: WORKSPACE_VIEW });
    if (!before) throw notFound("workspace");
    const after = await tx.workspace.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(retentionDays !== undefined && { retentionDays }),
        ...(hidePayloads !== undefined && { hidePayloads }),
      },
      select: WORKSPACE_VIEW,
    });
    const view = workspaceView(after);
    const changed = AUDITED.filter((field) => before[field] !== after[field]);
    if (changed.length > 0) {
      await recordAudit(tx, ctx, {
        action: "workspace.updated",
        target: { type: "workspace", id: view.id, name: view.name },
        before: Object.fromEntries(changed.map((field) => [field, before[field]])),
        after: Object.fromEntries(changed.map((field) => [field, after[field]])),
      });
    }
    return view;
  });
}

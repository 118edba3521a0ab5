import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { WORKSPACE_VIEW, type WorkspaceView, workspaceView } from "#lib/workspaces/workspace-view";

/** The actor's workspace and its settings. */
export async function getWorkspace(ctx: WorkspaceContext): Promise<WorkspaceView> {
  requirePermission(ctx, "workspace:read");
  const row = await db().workspace.findUnique({ where: { id: ctx.workspace.id }, select: WORKSPACE_VIEW });
  if (!row) throw notFound("workspace");
  return workspaceView(row);
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseId, publicId } from "#lib/ids";

/** The names of these integrations of the workspace, by their ids. @throws {AppError} `forbidden` */
export async function nameIntegrations(ctx: WorkspaceContext, ids: readonly string[]): Promise<Record<string, string>> {
  requirePermission(ctx, "integrations:read");
  if (ids.length === 0) return {};
  const rows = await db().integration.findMany({
    where: { workspaceId: ctx.workspace.id, id: { in: ids.flatMap((id) => parseId("integration", id) ?? []) } },
    select: { id: true, name: true },
  });
  return Object.fromEntries(rows.map(({ id, name }) => [publicId("integration", id), name]));
}

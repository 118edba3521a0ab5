import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { withMaker } from "#lib/keys/find-makers";
import { KEY_VIEW, type KeyView, keyView } from "#lib/keys/key-view";

/** An API key of the workspace. @throws {AppError} `forbidden`, `not_found` */
export async function getKey(ctx: WorkspaceContext, id: string): Promise<KeyView> {
  requirePermission(ctx, "integrations:read");
  const uuid = parseId("key", id);
  const where = { workspaceId: ctx.workspace.id, kind: "workspace" as const };
  const row = uuid ? await db().apiKey.findFirst({ where: { ...where, id: uuid }, select: KEY_VIEW }) : null;
  if (!row) throw notFound("key");
  return withMaker(db(), row, keyView);
}

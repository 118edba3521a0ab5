import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { KEY_VIEW, type KeyView, keyView } from "#lib/keys/key-view";

const MAX_KEYS = 500;

/** The workspace's API keys, newest first, revoked ones included. */
export async function listKeys(ctx: WorkspaceContext): Promise<KeyView[]> {
  requirePermission(ctx, "integrations:read");
  const rows = await db().apiKey.findMany({
    where: { workspaceId: ctx.workspace.id, kind: "workspace" },
    orderBy: { id: "desc" },
    take: MAX_KEYS,
    select: KEY_VIEW,
  });
  return rows.map(keyView);
}

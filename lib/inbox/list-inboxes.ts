import "server-only";
import { config } from "#lib/config";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { type InboxView, inboxView } from "#lib/inbox/inbox-view";

/** The workspace's inboxes, oldest first; there are at most 50. */
export async function listInboxes(ctx: WorkspaceContext): Promise<InboxView[]> {
  requirePermission(ctx, "inboxes:read");
  const rows = await db().inbox.findMany({ where: { workspaceId: ctx.workspace.id }, orderBy: { id: "asc" } });
  return rows.map((row) => inboxView(row, config().url));
}

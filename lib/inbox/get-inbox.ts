import "server-only";
import { config } from "#lib/config";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { findInbox } from "#lib/inbox/find-inbox";
import { type InboxView, inboxView } from "#lib/inbox/inbox-view";

/** @param id an inbox's public id or its token */
export async function getInbox(ctx: WorkspaceContext, id: string): Promise<InboxView> {
  requirePermission(ctx, "inboxes:read");
  return inboxView(await findInbox(db(), ctx, id), config().url);
}

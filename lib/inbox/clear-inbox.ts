import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { findInbox } from "#lib/inbox/find-inbox";

/** Forgets every request an inbox has received. */
export async function clearInbox(ctx: WorkspaceContext, id: string): Promise<void> {
  requirePermission(ctx, "inboxes:write");
  await db().$transaction(async (tx) => {
    const inbox = await findInbox(tx, ctx, id);
    const { count } = await tx.inboxRequest.deleteMany({ where: { inboxId: inbox.id } });
    await recordAudit(tx, ctx, {
      action: "inbox.cleared",
      target: { type: "inbox", id: publicId("inbox", inbox.id), name: inbox.name },
      after: { requests: count },
    });
  });
}

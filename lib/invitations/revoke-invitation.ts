import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { findInvitation } from "#lib/invitations/find-invitation";
import { lockMembers } from "#lib/members/lock-members";

/** Makes an invitation's link useless, for good and at once. @throws {AppError} `forbidden`, `not_found` */
export async function revokeInvitation(ctx: WorkspaceContext, id: string): Promise<void> {
  requirePermission(ctx, "members:write");
  await db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const row = await findInvitation(tx, ctx, id);
    if (row.role === "owner") requirePermission(ctx, "owners:write");
    await tx.invitation.delete({ where: { id: row.id, workspaceId: ctx.workspace.id } });
    await recordAudit(tx, ctx, {
      action: "invitation.revoked",
      target: { type: "invitation", id, name: row.email },
      before: { role: row.role },
    });
  });
}

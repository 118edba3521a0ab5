import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { config } from "#lib/config";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { invitationPath } from "#lib/dashboard-paths";
import { db } from "#lib/database/client";
import { findInvitation } from "#lib/invitations/find-invitation";
import { INVITATION_VIEW, invitationEnd, invitationView, type SentInvitation } from "#lib/invitations/invitation-view";
import { mailInvitation } from "#lib/invitations/mail-invitation";
import { spend } from "#lib/limits/spend";
import { lockMembers } from "#lib/members/lock-members";
import { createOneTimeToken } from "#lib/tokens/one-time-token";

/**
 * Sends an invitation again, with a new link and seven more days; the earlier link stops working. From now on it is the
 * actor's invitation.
 *
 * @throws {AppError} `forbidden`, `not_found`
 */
export async function renewInvitation(ctx: WorkspaceContext, id: string): Promise<SentInvitation> {
  requirePermission(ctx, "members:write");
  spend(ctx, "invite");
  const { token, hash } = createOneTimeToken();
  const invitation = await db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const before = await findInvitation(tx, ctx, id);
    if (before.role === "owner") requirePermission(ctx, "owners:write");
    const row = await tx.invitation.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data: { tokenHash: hash, expiresAt: invitationEnd(), invitedById: actingUserId(ctx) },
      select: INVITATION_VIEW,
    });
    await recordAudit(tx, ctx, {
      action: "invitation.renewed",
      target: { type: "invitation", id, name: row.email },
      after: { role: row.role },
    });
    return invitationView(row, ctx.actor.type === "user" ? ctx.actor.name : null);
  });
  const url = new URL(invitationPath(token), config().url).href;
  return { invitation, url, mail: await mailInvitation(ctx, { email: invitation.email, token }) };
}

import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { config } from "#lib/config";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { invitationPath } from "#lib/dashboard-paths";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import {
  INVITATION_VIEW,
  type InvitationView,
  invitationEnd,
  invitationView,
  type SentInvitation,
} from "#lib/invitations/invitation-view";
import { mailInvitation } from "#lib/invitations/mail-invitation";
import { spend } from "#lib/limits/spend";
import { lockMembers } from "#lib/members/lock-members";
import { ROLES } from "#lib/permissions/permissions";
import { createOneTimeToken } from "#lib/tokens/one-time-token";
import { Email } from "#lib/users/user-schema";

export const InvitationInput = z
  .strictObject({
    email: Email.meta({ description: "Who is invited." }),
    role: z.enum(ROLES, "must be viewer, developer, admin or owner"),
  })
  .meta({ id: "InvitationInput" });
export type InvitationInput = z.input<typeof InvitationInput>;

/**
 * Invites somebody: a link that works once, for seven days, mailed where SMTP is configured and returned here in any case,
 * never again. Only owners invite owners.
 *
 * @throws {AppError} `forbidden`, `invalid_input`; `conflict` for who is a member or invited already
 */
export async function createInvitation(ctx: WorkspaceContext, input: InvitationInput): Promise<SentInvitation> {
  requirePermission(ctx, "members:write");
  const { email, role } = parseInput(InvitationInput, input);
  if (role === "owner") requirePermission(ctx, "owners:write");
  spend(ctx, "invite");
  const { invitation, token } = await db().$transaction((tx) => addInvitation(tx, ctx, { email, role }));
  return sendInvitation(ctx, invitation, token);
}

/** The part that belongs to the caller's transaction. Its token is in nobody's hands but the caller's. */
export async function addInvitation(
  tx: Transaction,
  ctx: WorkspaceContext,
  { email, role }: z.output<typeof InvitationInput>,
): Promise<{ invitation: InvitationView; token: string }> {
  await lockMembers(tx, ctx);
  const workspaceId = ctx.workspace.id;
  const member = await tx.member.findFirst({ where: { workspaceId, user: { email } }, select: { userId: true } });
  if (member) throw new AppError("conflict", `${email} is a member already.`);
  if (await tx.invitation.findUnique({ where: { workspaceId_email: { workspaceId, email } }, select: { id: true } })) {
    throw new AppError("conflict", `${email} is invited already. Make a new link for it, or revoke it first.`);
  }
  const { token, hash } = createOneTimeToken();
  const row = await tx.invitation.create({
    data: {
      id: newId(),
      workspaceId,
      email,
      role,
      tokenHash: hash,
      invitedById: actingUserId(ctx),
      expiresAt: invitationEnd(),
    },
    select: INVITATION_VIEW,
  });
  await recordAudit(tx, ctx, {
    action: "invitation.created",
    target: { type: "invitation", id: publicId("invitation", row.id), name: email },
    after: { email, role },
  });
  return { invitation: invitationView(row, ctx.actor.type === "user" ? ctx.actor.name : null), token };
}

/** Mails the link of an invitation that has been committed, and returns it, the only time. */
export async function sendInvitation(
  ctx: WorkspaceContext,
  invitation: InvitationView,
  token: string,
): Promise<SentInvitation> {
  const url = new URL(invitationPath(token), config().url).href;
  return { invitation, url, mail: await mailInvitation(ctx, { email: invitation.email, token }) };
}

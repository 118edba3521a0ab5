import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { publicId } from "#lib/ids";
import { dropInvitationsOf } from "#lib/invitations/drop-invitations";
import { findMember, lockMembers, requireAnotherOwner } from "#lib/members/lock-members";
import type { MemberRow } from "#lib/members/member-view";

/**
 * Takes somebody out of the workspace, from their next request on. Their webhooks stay and receive what a viewer may see,
 * until an admin gives them another owner.
 *
 * @throws {AppError} `forbidden`, `not_found`; `conflict` for the only owner
 */
export async function removeMember(ctx: WorkspaceContext, id: string): Promise<void> {
  requirePermission(ctx, "members:write");
  await db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const member = await findMember(tx, ctx, id);
    if (member.role === "owner") requirePermission(ctx, "owners:write");
    await remove(tx, ctx, member, "member.removed");
  });
}

/**
 * Takes the signed-in person out of the workspace.
 *
 * @throws {AppError} `conflict` for the only owner, and for a program
 */
export async function leaveWorkspace(ctx: WorkspaceContext): Promise<void> {
  const { actor } = ctx;
  if (actor.type !== "user") throw new AppError("conflict", "A key is no member, and can't leave.");
  await db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const member = await findMember(tx, ctx, publicId("user", actor.id));
    await remove(tx, ctx, member, "member.left");
  });
}

async function remove(tx: Transaction, ctx: WorkspaceContext, member: MemberRow, action: string): Promise<void> {
  await requireAnotherOwner(tx, ctx, member);
  await tx.member.delete({
    where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId: member.userId } },
  });
  await dropInvitationsOf(tx, ctx, member.userId, null);
  await recordAudit(tx, ctx, {
    action,
    target: { type: "member", id: publicId("user", member.userId), name: member.user.name },
    before: { role: member.role, email: member.user.email },
  });
}

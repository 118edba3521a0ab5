import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { publicId } from "#lib/ids";
import { dropInvitationsOf } from "#lib/invitations/drop-invitations";
import { findMember, lockMembers } from "#lib/members/lock-members";

/**
 * Makes a member an owner and the signed-in owner an admin, both or neither.
 *
 * @throws {AppError} `forbidden` to all but owners, `not_found`; `conflict` to oneself
 */
export async function transferOwnership(ctx: WorkspaceContext, id: string): Promise<void> {
  requirePermission(ctx, "owners:write");
  const { actor } = ctx;
  if (actor.type !== "user") throw new AppError("forbidden", "Only a person who is an owner can transfer ownership.");
  await db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const from = await findMember(tx, ctx, publicId("user", actor.id));
    const to = await findMember(tx, ctx, id);
    // Read again under the lock: they may have been demoted since the request began.
    if (from.role !== "owner") throw new AppError("forbidden", "You are no longer an owner of this workspace.");
    if (to.userId === from.userId) throw new AppError("conflict", "You are the owner already. Choose somebody else.");
    for (const [member, role] of [[to, "owner"] as const, [from, "admin"] as const]) {
      if (member.role === role) continue;
      await tx.member.update({
        where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId: member.userId } },
        data: { role },
      });
      await recordAudit(tx, ctx, {
        action: "member.role_changed",
        target: { type: "member", id: publicId("user", member.userId), name: member.user.name },
        before: { role: member.role },
        after: { role },
      });
    }
    await dropInvitationsOf(tx, ctx, from.userId, "admin");
  });
}

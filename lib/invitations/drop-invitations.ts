import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { may } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

/**
 * Revokes the invitations that somebody sent and, with their present role, no longer could: otherwise whoever was removed
 * would come back through a link they have kept.
 *
 * @param role their role from now on; null when they are no longer a member
 */
export async function dropInvitationsOf(
  tx: Transaction,
  ctx: WorkspaceContext,
  userId: string,
  role: Role | null,
): Promise<void> {
  if (role && may(role, "owners:write")) return;
  const keepsOthers = role !== null && may(role, "members:write");
  const where = {
    workspaceId: ctx.workspace.id,
    invitedById: userId,
    ...(keepsOthers && { role: "owner" as const }),
  };
  const dropped = await tx.invitation.findMany({ where, select: { id: true, email: true, role: true } });
  await tx.invitation.deleteMany({ where });
  for (const { id, email, role: invitedAs } of dropped) {
    await recordAudit(tx, ctx, {
      action: "invitation.revoked",
      target: { type: "invitation", id: publicId("invitation", id), name: email },
      before: { role: invitedAs },
    });
  }
}

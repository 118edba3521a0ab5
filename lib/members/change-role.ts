import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { dropInvitationsOf } from "#lib/invitations/drop-invitations";
import { findMember, lockMembers, requireAnotherOwner } from "#lib/members/lock-members";
import { MEMBER_VIEW, type MemberView, memberView } from "#lib/members/member-view";
import { ROLES } from "#lib/permissions/permissions";

export const RoleInput = z
  .strictObject({ role: z.enum(ROLES, "must be viewer, developer, admin or owner") })
  .meta({ id: "RoleInput" });
export type RoleInput = z.input<typeof RoleInput>;

/**
 * Gives a member another role, from their next request on; their webhooks receive, from the next event on, what the new
 * role may see. Only owners make owners or change them.
 *
 * @throws {AppError} `forbidden`, `not_found`, `invalid_input`; `conflict` for the only owner
 */
export async function changeRole(ctx: WorkspaceContext, id: string, input: RoleInput): Promise<MemberView> {
  requirePermission(ctx, "members:write");
  const { role } = parseInput(RoleInput, input);
  return db().$transaction(async (tx) => {
    await lockMembers(tx, ctx);
    const before = await findMember(tx, ctx, id);
    if (before.role === role) return memberView(before);
    if (before.role === "owner" || role === "owner") requirePermission(ctx, "owners:write");
    await requireAnotherOwner(tx, ctx, before);
    const after = await tx.member.update({
      where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId: before.userId } },
      data: { role },
      select: MEMBER_VIEW,
    });
    await dropInvitationsOf(tx, ctx, before.userId, role);
    await recordAudit(tx, ctx, {
      action: "member.role_changed",
      target: { type: "member", id, name: before.user.name },
      before: { role: before.role },
      after: { role },
    });
    return memberView(after);
  });
}

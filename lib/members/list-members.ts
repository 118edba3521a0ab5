import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { MEMBER_VIEW, type MemberView, memberView } from "#lib/members/member-view";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

const MAX_MEMBERS = 1000;

/** The members of a workspace, for an operator. @param ref its public id or slug @throws {AppError} `not_found` */
export async function listOperatedMembers(ctx: OperatorContext, ref: string): Promise<MemberView[]> {
  requireOperatorPermission(ctx, "workspaces:read");
  return listMembers(await operateWorkspace(ctx, ref));
}

/** The members of the workspace, the highest role first, then by name. */
export async function listMembers(ctx: WorkspaceContext): Promise<MemberView[]> {
  requirePermission(ctx, "members:read");
  const rows = await db().member.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ role: "desc" }, { user: { name: "asc" } }, { userId: "asc" }],
    take: MAX_MEMBERS,
    select: MEMBER_VIEW,
  });
  return rows.map(memberView);
}

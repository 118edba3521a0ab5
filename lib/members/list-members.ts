import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { MEMBER_VIEW, type MemberView, memberView } from "#lib/members/member-view";

const MAX_MEMBERS = 1000;

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

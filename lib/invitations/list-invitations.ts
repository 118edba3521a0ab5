import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { INVITATION_VIEW, type InvitationView, invitationView } from "#lib/invitations/invitation-view";
import { findOwners } from "#lib/users/find-owners";

const MAX_INVITATIONS = 500;

/** The invitations that nobody has accepted or revoked, newest first; those that have expired can be renewed. */
export async function listInvitations(ctx: WorkspaceContext): Promise<InvitationView[]> {
  requirePermission(ctx, "members:write");
  const rows = await db().invitation.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: { id: "desc" },
    take: MAX_INVITATIONS,
    select: INVITATION_VIEW,
  });
  const people = await findOwners(
    db(),
    ctx.workspace.id,
    rows.map((row) => row.invitedById),
  );
  return rows.map((row) => invitationView(row, (row.invitedById && people.get(row.invitedById)?.name) || null));
}

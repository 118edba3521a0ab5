import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { type Page, PageInput, readPage } from "#lib/http/cursor";
import {
  INVITATION_VIEW,
  type InvitationRow,
  type InvitationView,
  invitationView,
} from "#lib/invitations/invitation-view";
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
  return viewInvitations(ctx, rows);
}

export const InvitationFilters = z.strictObject(PageInput);
export type InvitationFilters = z.input<typeof InvitationFilters>;

/** The same, page by page. */
export async function pageInvitations(
  ctx: WorkspaceContext,
  filters: InvitationFilters = {},
): Promise<Page<InvitationView>> {
  requirePermission(ctx, "members:write");
  const page = await readPage(parseInput(InvitationFilters, filters), ({ id, orderBy, take }) =>
    db().invitation.findMany({ where: { workspaceId: ctx.workspace.id, id }, orderBy, take, select: INVITATION_VIEW }),
  );
  return { ...page, data: await viewInvitations(ctx, page.data) };
}

async function viewInvitations(ctx: WorkspaceContext, rows: InvitationRow[]): Promise<InvitationView[]> {
  const inviters = rows.map((row) => row.invitedById);
  const people = await findOwners(db(), ctx.workspace.id, inviters);
  return rows.map((row) => invitationView(row, (row.invitedById && people.get(row.invitedById)?.name) || null));
}

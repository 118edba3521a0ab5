import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { INVITATION_VIEW, type InvitationRow } from "#lib/invitations/invitation-view";
import { oneTimeTokenHash } from "#lib/tokens/one-time-token";
import type { Prisma, Role } from "#prisma/client";

/** @throws {AppError} `not_found` for one that is foreign, accepted or revoked */
export async function findInvitation(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<InvitationRow> {
  const uuid = parseId("invitation", id);
  const row = uuid
    ? await tx.invitation.findFirst({ where: { id: uuid, workspaceId: ctx.workspace.id }, select: INVITATION_VIEW })
    : null;
  if (!row) throw notFound("invitation");
  return row;
}

const OPEN_INVITATION = {
  id: true,
  email: true,
  role: true,
  invitedById: true,
  workspace: {
    select: {
      id: true,
      slug: true,
      name: true,
      productId: true,
      hidePayloads: true,
      product: { select: { name: true } },
    },
  },
} as const satisfies Prisma.InvitationSelect;

export type OpenInvitation = Prisma.InvitationGetPayload<{ select: typeof OPEN_INVITATION }>;

/** What leads to an invitation: its link's token, or its row id and the address it is for. */
export type InvitationKey = { token: string } | { id: string; email: string };

/** The invitation behind a link, or null when it was used or revoked, has expired, or never was one. */
export function openInvitation(tx: Transaction, key: InvitationKey): Promise<OpenInvitation | null> {
  const where = "token" in key ? { tokenHash: oneTimeTokenHash(key.token) } : key;
  return tx.invitation.findFirst({ where: { ...where, expiresAt: { gt: new Date() } }, select: OPEN_INVITATION });
}

/** What whoever holds the link may know. */
export interface InvitationOffer {
  email: string;
  role: Role;
  workspace: { slug: string; name: string; product: string };
  invitedBy: string | null;
  /** Whether somebody with this address has an account, and must sign in to accept. */
  hasAccount: boolean;
}

/** The offer behind a link, or null as `openInvitation`. Looking at it uses nothing up: mail scanners open links too. */
export async function readInvitation(token: string): Promise<InvitationOffer | null> {
  const invitation = await acrossWorkspaces(() => openInvitation(db(), { token }));
  if (!invitation) return null;
  const { email, role, workspace, invitedById } = invitation;
  const [inviter, account] = await Promise.all([
    invitedById ? db().user.findUnique({ where: { id: invitedById }, select: { name: true } }) : null,
    db().user.findUnique({ where: { email }, select: { id: true } }),
  ]);
  return {
    email,
    role,
    workspace: { slug: workspace.slug, name: workspace.name, product: workspace.product.name },
    invitedBy: inviter?.name ?? null,
    hasAccount: account !== null,
  };
}

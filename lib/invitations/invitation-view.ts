import { publicId } from "#lib/ids";
import type { Prisma, Role } from "#prisma/client";

/** How long an invitation's link works. */
export const INVITATION_DAYS = 7;

export const INVITATION_VIEW = {
  id: true,
  email: true,
  role: true,
  invitedById: true,
  createdAt: true,
  expiresAt: true,
} as const satisfies Prisma.InvitationSelect;

export type InvitationRow = Prisma.InvitationGetPayload<{ select: typeof INVITATION_VIEW }>;

export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  /** The name of whoever invited; null when they are no longer a member, or it was a program. */
  invitedBy: string | null;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
}

/** What came of mailing an invitation: `off` where no mail server is configured. */
export type InvitationMail = "sent" | "failed" | "off";

/** An invitation with its link, which is shown once. */
export interface SentInvitation {
  invitation: InvitationView;
  url: string;
  mail: InvitationMail;
}

export function invitationView(row: InvitationRow, invitedBy: string | null): InvitationView {
  return {
    id: publicId("invitation", row.id),
    email: row.email,
    role: row.role,
    invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt.getTime() <= Date.now(),
  };
}

/** The same in one object, as the API answers it. */
export function flatInvitation({ invitation, ...link }: SentInvitation) {
  return { ...invitation, ...link };
}

/** When an invitation made now ends. */
export function invitationEnd(now = Date.now()): Date {
  return new Date(now + INVITATION_DAYS * 86_400_000);
}

import { publicId } from "#lib/ids";
import { ROLES } from "#lib/permissions/permissions";
import type { Prisma, Role } from "#prisma/client";

export const MEMBER_VIEW = {
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { name: true, email: true } },
} as const satisfies Prisma.MemberSelect;

export type MemberRow = Prisma.MemberGetPayload<{ select: typeof MEMBER_VIEW }>;

export interface MemberView {
  /** The user's id: the same in every workspace. */
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
}

/** The order of lists of members: the highest role first, then by name. */
export const memberOrder = ({ role, name, id }: MemberView) => [-ROLES.indexOf(role), name, id];

export function memberView(row: MemberRow): MemberView {
  return {
    id: publicId("user", row.userId),
    name: row.user.name,
    email: row.user.email,
    role: row.role,
    joinedAt: row.createdAt.toISOString(),
  };
}

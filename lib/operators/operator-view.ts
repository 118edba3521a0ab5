import { publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

export const OPERATOR_VIEW = {
  id: true,
  name: true,
  email: true,
  createdAt: true,
  passwordHash: true,
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" } },
} as const satisfies Prisma.UserSelect;

/** Somebody who operates this instance. */
export interface OperatorView {
  id: string;
  name: string;
  email: string;
  /** Whether they can sign in with a password already. */
  hasPassword: boolean;
  /** Browsers that are signed in. */
  sessionCount: number;
  lastSeenAt: string | null;
  createdAt: string;
}

/** The hash itself goes nowhere. */
export function operatorView(row: Prisma.UserGetPayload<{ select: typeof OPERATOR_VIEW }>): OperatorView {
  return {
    id: publicId("user", row.id),
    name: row.name,
    email: row.email,
    hasPassword: row.passwordHash !== null,
    sessionCount: row.sessions.length,
    lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

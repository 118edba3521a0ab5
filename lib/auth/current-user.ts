import "server-only";
import { getServerSession } from "next-auth";
import { authOptions, type SessionClaim } from "#lib/auth/auth-options";
import { db } from "#lib/database/client";
import { hasEnded } from "#lib/sessions/session-rules";
import { touchSession } from "#lib/sessions/touch-session";

export interface CurrentUser {
  id: string;
  name: string;
  email: string;
  isOperator: boolean;
  /** The row id of the session that asks. */
  sessionId: string;
}

/** Who the request's cookie stands for, or null: not signed in, signed out here or everywhere, or deleted meanwhile. */
export async function currentUser(): Promise<CurrentUser | null> {
  const session = await getServerSession(authOptions());
  const claim = (session as { claim?: SessionClaim } | null)?.claim;
  return claim ? userOfClaim(claim) : null;
}

/** The person a claim stands for now, or null. */
export async function userOfClaim({ userId, sessionId, sessionVersion }: SessionClaim): Promise<CurrentUser | null> {
  const row = await db().session.findFirst({
    where: { id: sessionId, userId },
    select: {
      createdAt: true,
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true, isOperator: true, sessionVersion: true } },
    },
  });
  if (!row || row.user.sessionVersion !== sessionVersion || hasEnded(row)) return null;
  await touchSession(sessionId, row.lastSeenAt);
  const { id, name, email, isOperator } = row.user;
  return { id, name, email, isOperator, sessionId };
}

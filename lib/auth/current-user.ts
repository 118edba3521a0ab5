import "server-only";
import { getServerSession } from "next-auth";
import { authOptions, type SessionClaim } from "#lib/auth/auth-options";
import { listMemberships, type Membership } from "#lib/auth/memberships";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
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

/** The person who asks, with the workspaces they belong to now. */
export interface SignedInUser extends CurrentUser {
  memberships: Membership[];
}

/** Who the request's cookie stands for, or null: not signed in, signed out here or everywhere, or deleted meanwhile. */
export async function currentUser(): Promise<SignedInUser | null> {
  const session = await getServerSession(authOptions());
  const claim = (session as { claim?: SessionClaim } | null)?.claim;
  return claim ? userOfClaim(claim) : null;
}

/** The person a claim stands for now, or null. In one round trip, since every page and every action waits for it. */
export async function userOfClaim({ userId, sessionId, sessionVersion }: SessionClaim): Promise<SignedInUser | null> {
  const [row, memberships] = await Promise.all([findSession(sessionId, userId), listMemberships(userId)]);
  if (!row || row.sessionVersion !== sessionVersion || hasEnded(row)) return null;
  await touchSession(sessionId, row.lastSeenAt);
  const { name, email, isOperator } = row;
  return { id: userId, name, email, isOperator, sessionId, memberships };
}

interface SessionRow extends Pick<CurrentUser, "name" | "email" | "isOperator"> {
  createdAt: Date;
  lastSeenAt: Date;
  sessionVersion: number;
}

async function findSession(sessionId: string, userId: string): Promise<SessionRow | undefined> {
  const rows = await acrossWorkspaces(
    () => db().$queryRaw<SessionRow[]>`
      SELECT s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", u.name, u.email, u.is_operator AS "isOperator",
             u.session_version AS "sessionVersion"
        FROM session s JOIN "user" u ON u.id = s.user_id
       WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid`,
  );
  return rows[0];
}

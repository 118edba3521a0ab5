import "server-only";
import { getServerSession } from "next-auth";
import { authOptions, type SessionClaim } from "#lib/auth/auth-options";
import { db } from "#lib/database/client";

export interface CurrentUser {
  id: string;
  name: string;
  email: string;
  isOperator: boolean;
}

/** Who the request's cookie stands for, or null: not signed in, signed out everywhere, or deleted meanwhile. */
export async function currentUser(): Promise<CurrentUser | null> {
  const session = await getServerSession(authOptions());
  const claim = (session as { claim?: SessionClaim } | null)?.claim;
  if (!claim) return null;
  const user = await db().user.findUnique({
    where: { id: claim.userId },
    select: { id: true, name: true, email: true, isOperator: true, sessionVersion: true },
  });
  if (!user || user.sessionVersion !== claim.sessionVersion) return null;
  return { id: user.id, name: user.name, email: user.email, isOperator: user.isOperator };
}

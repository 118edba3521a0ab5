import "server-only";
import type { CurrentUser } from "#lib/auth/current-user";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { hasEnded } from "#lib/sessions/session-rules";

const MAX_SESSIONS = 200;

export interface SessionView {
  id: string;
  /** The browser's own words, shortened; hostile text. */
  userAgent: string | null;
  address: string | null;
  method: string;
  createdAt: string;
  lastSeenAt: string;
  /** Whether this is the one that asks. */
  current: boolean;
}

/** Where somebody is signed in, the latest sign-in first. */
export async function listSessions(user: CurrentUser): Promise<SessionView[]> {
  const rows = await db().session.findMany({ where: { userId: user.id }, orderBy: { id: "desc" }, take: MAX_SESSIONS });
  return rows
    .filter((row) => !hasEnded(row))
    .map((row) => ({
      id: publicId("session", row.id),
      userAgent: row.userAgent,
      address: row.address,
      method: row.method,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === user.sessionId,
    }));
}

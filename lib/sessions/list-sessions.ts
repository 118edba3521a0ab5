import "server-only";
import type { CurrentUser } from "#lib/auth/current-user";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { hasEnded, LINK_METHOD, PASSWORD_METHOD } from "#lib/sessions/session-rules";

const MAX_SESSIONS = 200;

export interface SessionView {
  id: string;
  /** The browser's own words, shortened; hostile text. */
  userAgent: string | null;
  address: string | null;
  /** How they signed in, in words: `by password`, `with GitHub`. */
  how: string;
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
      how: howOf(row.method),
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === user.sessionId,
    }));
}

function howOf(method: string): string {
  if (method === PASSWORD_METHOD) return "by password";
  if (method === LINK_METHOD) return "by a mailed link";
  return `with ${config().providers.find(({ id }) => id === method)?.name ?? method}`;
}

import "server-only";
import { db } from "#lib/database/client";

const TOUCH_MS = 5 * 60_000;

/** Notes that a session is in use: written at most every five minutes, and by one of many requests at once. */
export async function touchSession(id: string, lastSeenAt: Date, now = Date.now()): Promise<void> {
  const before = new Date(now - TOUCH_MS);
  if (lastSeenAt > before) return;
  await db().session.updateMany({ where: { id, lastSeenAt: { lte: before } }, data: { lastSeenAt: new Date(now) } });
}

import "server-only";
import type { CurrentUser } from "#lib/auth/current-user";
import { db } from "#lib/database/client";

/** Whether somebody can sign in with a password. */
export async function hasPassword(user: CurrentUser): Promise<boolean> {
  const row = await db().user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  return row?.passwordHash != null;
}

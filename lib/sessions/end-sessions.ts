import "server-only";
import { recordSession } from "#lib/audit/record-session";
import type { CurrentUser } from "#lib/auth/current-user";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";

interface RequestFacts {
  id: string;
  address: string | null;
}

/** Signs one browser out. @throws {AppError} `not_found` for a session that is not the person's */
export async function endSession(user: CurrentUser, id: string, request: RequestFacts): Promise<void> {
  const uuid = parseId("session", id);
  const { count } = uuid ? await db().session.deleteMany({ where: { id: uuid, userId: user.id } }) : { count: 0 };
  if (count === 0) throw notFound("session");
  await recordSession(user, "session.ended", request);
}

/** Signs every browser out, this one too: whatever cookie was copied is worthless from now on. */
export async function endAllSessions(user: CurrentUser, request: RequestFacts): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { sessionVersion: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: user.id } });
    await recordSession(user, "session.ended_everywhere", request, {}, tx);
  });
}

import "server-only";
import { recordSession } from "#lib/audit/record-session";
import type { Transaction } from "#lib/database/client";

interface Person {
  id: string;
  name: string;
  sessionVersion: number;
  emailVerifiedAt: Date | null;
}

/**
 * Notes that somebody has just proved to own their account's address. Whoever made the account had to prove nothing: an
 * invitation's link can be copied, also by the admin who sent it, and opened in the name of the person invited. So at the
 * first proof, whatever opened the account until then opens it no more.
 *
 * @returns the session version from now on
 */
export async function proveAddress(
  tx: Transaction,
  person: Person,
  request: { id: string; address: string | null },
): Promise<number> {
  if (person.emailVerifiedAt) return person.sessionVersion;
  const { sessionVersion, hadPassword } = await forgetWaysIn(tx, person.id);
  if (hadPassword) await recordSession(person, "session.password_removed", request, {}, tx);
  return sessionVersion;
}

async function forgetWaysIn(tx: Transaction, userId: string) {
  const { passwordHash } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  await tx.session.deleteMany({ where: { userId } });
  await tx.linkedAccount.deleteMany({ where: { userId } });
  const { sessionVersion } = await tx.user.update({
    where: { id: userId },
    data: { emailVerifiedAt: new Date(), passwordHash: null, sessionVersion: { increment: 1 } },
    select: { sessionVersion: true },
  });
  return { sessionVersion, hadPassword: passwordHash !== null };
}

import "server-only";
import type { Authenticated } from "#lib/auth/authenticate";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import { proveAddress } from "#lib/users/prove-address";

/**
 * The person whose mail goes to an address, for somebody who has just proved that theirs does. One who has no account gets
 * it here if they are invited somewhere, which they can then accept.
 *
 * @param name what to call somebody new
 * @returns null for who has neither
 */
export async function findByProvenAddress(
  tx: Transaction,
  { email, name }: { email: string; name: string },
  request: { id: string; address: string | null },
): Promise<Authenticated | null> {
  const known = await tx.user.findUnique({
    where: { email },
    select: { id: true, name: true, sessionVersion: true, emailVerifiedAt: true },
  });
  if (known) {
    return { id: known.id, name: known.name, sessionVersion: await proveAddress(tx, known, request) };
  }
  if (!(await isInvited(tx, email))) return null;
  return tx.user.create({
    data: { id: newId(), email, name, emailVerifiedAt: new Date() },
    select: { id: true, name: true, sessionVersion: true },
  });
}

/** Whether an invitation to this address is open. */
export async function isInvited(tx: Transaction, email: string): Promise<boolean> {
  const open = await tx.invitation.findFirst({
    where: { email, expiresAt: { gt: new Date() } },
    select: { id: true },
  });
  return open !== null;
}

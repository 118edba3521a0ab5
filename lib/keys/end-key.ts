import "server-only";
import type { Transaction } from "#lib/database/client";
import { KEY_VIEW, type KeyRow } from "#lib/keys/key-view";

/** Revokes a key that the caller has locked. */
export function endKey(tx: Transaction, { id }: KeyRow): Promise<KeyRow> {
  return tx.apiKey.update({ where: { id }, data: { revokedAt: new Date() }, select: KEY_VIEW });
}

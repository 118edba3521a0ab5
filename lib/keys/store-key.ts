import "server-only";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import { KEY_VIEW, type KeyRow } from "#lib/keys/key-view";
import { generateToken, KEY_PREFIXES, tokenHash } from "#lib/keys/token";
import type { KeyKind } from "#prisma/client";

export interface NewKey {
  kind: KeyKind;
  name: string;
  scopes: string[];
  productId?: string | null;
  workspaceId?: string | null;
  integrationId?: string | null;
  createdById?: string | null;
  expiresAt?: Date | null;
}

const SHOWN_LETTERS = 4;

/** Makes a key and stores its hash. The token is in nobody's hands but the caller's. */
export async function storeKey(tx: Transaction, key: NewKey): Promise<{ row: KeyRow; token: string }> {
  const token = generateToken(key.kind);
  const row = await tx.apiKey.create({
    data: {
      ...key,
      id: newId(),
      prefix: token.slice(0, KEY_PREFIXES[key.kind].length + SHOWN_LETTERS),
      last4: token.slice(-SHOWN_LETTERS),
      hash: tokenHash(token),
    },
    select: KEY_VIEW,
  });
  return { row, token };
}

import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { KEY_VIEW, type KeyRow } from "#lib/keys/key-view";
import type { KeyKind } from "#prisma/client";

/** Which keys an actor may touch. */
export interface KeyScope {
  kind: KeyKind;
  /** Null for the keys of products and operators. */
  workspaceId: string | null;
}

/**
 * A key that nobody else changes until the transaction ends: two people who rotate it at once must not both replace it.
 *
 * @throws {AppError} `not_found`
 */
export async function lockKey(tx: Transaction, { kind, workspaceId }: KeyScope, id: string): Promise<KeyRow> {
  const uuid = parseId("key", id);
  if (!uuid) throw notFound("key");
  await tx.$queryRaw`
    SELECT id FROM api_key
    WHERE id = ${uuid}::uuid AND kind = ${kind}::key_kind AND workspace_id IS NOT DISTINCT FROM ${workspaceId}::uuid
    FOR NO KEY UPDATE`;
  const row = await tx.apiKey.findFirst({ where: { id: uuid, kind, workspaceId }, select: KEY_VIEW });
  if (!row) throw notFound("key");
  return row;
}

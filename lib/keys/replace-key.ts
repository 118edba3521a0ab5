import "server-only";
import type { z } from "zod";
import type { Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { publicId } from "#lib/ids";
import type { RotateKeyInput } from "#lib/keys/key-schema";
import { isUsable, KEY_VIEW, type KeyRow } from "#lib/keys/key-view";
import { storeKey } from "#lib/keys/store-key";

export interface ReplacedKey {
  row: KeyRow;
  token: string;
  previous: KeyRow;
}

/**
 * Makes a key like `old`, which goes on working for the overlap and never longer than it would have. The caller has
 * locked `old` and has checked that the actor may have all that it can do.
 *
 * @throws {AppError} `conflict` when the key no longer works or has been replaced already
 */
export async function replaceKey(
  tx: Transaction,
  old: KeyRow,
  { overlapSeconds, expiresAt }: z.output<typeof RotateKeyInput>,
  createdById: string | null,
): Promise<ReplacedKey> {
  const now = new Date();
  if (!isUsable(old, now)) {
    throw new AppError("conflict", "This key no longer works, so it can't be rotated. Make a new one.");
  }
  const successor = old.replacedById
    ? await tx.apiKey.findUnique({ where: { id: old.replacedById }, select: KEY_VIEW })
    : null;
  if (successor && isUsable(successor, now)) {
    const id = publicId("key", successor.id);
    throw new AppError("conflict", `This key has been replaced by ${id} (…${successor.last4}). Rotate that one.`);
  }
  const { row, token } = await storeKey(tx, {
    kind: old.kind,
    name: old.name,
    scopes: old.scopes,
    productId: old.productId,
    workspaceId: old.workspaceId,
    integrationId: old.integrationId,
    createdById,
    // A rotation has shortened the life of what it replaced: its successor's is the one that was meant.
    expiresAt: expiresAt === undefined ? sameLifetime(successor ?? old, now) : expiresAt,
  });
  const overlapEnd = new Date(now.getTime() + overlapSeconds * 1000);
  const previous = await tx.apiKey.update({
    where: { id: old.id },
    data: {
      replacedById: row.id,
      expiresAt: old.expiresAt && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd,
    },
    select: KEY_VIEW,
  });
  return { row, token, previous };
}

function sameLifetime({ createdAt, expiresAt }: KeyRow, now: Date): Date | null {
  return expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}

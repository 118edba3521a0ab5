import "server-only";
import type { Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import type { Claim } from "#lib/idempotency/claim-key";

/**
 * Notes, in the transaction of a change, that the request has been carried out.
 *
 * @throws {AppError} `conflict` when its time was up and another has begun it: then this change must not be made
 */
export async function markPerformed(tx: Transaction, { id, token }: Claim): Promise<void> {
  const { count } = await tx.idempotencyKey.updateMany({ where: { id, token }, data: { performed: true } });
  if (count === 0)
    throw new AppError("conflict", "This request took too long, and its repetition is being carried out.");
}

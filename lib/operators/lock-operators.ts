import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { OPERATOR_VIEW } from "#lib/operators/operator-view";

const LOCK = 7_065_003;

/** Who operates changes one change at a time: two operators who remove each other must not both succeed. */
export async function lockOperators(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)::text`;
}

/** @param id a public user id @throws {AppError} `not_found` for who is no operator */
export async function findOperator(tx: Transaction, id: string) {
  const userId = parseId("user", id);
  const row = userId && (await tx.user.findFirst({ where: { id: userId, isOperator: true }, select: OPERATOR_VIEW }));
  if (!row) throw notFound("operator");
  return row;
}

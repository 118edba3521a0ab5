import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { findOperator, lockOperators } from "#lib/operators/lock-operators";
import { requireWholePower } from "#lib/operators/require-whole-power";

/**
 * Takes it away from somebody, from their next request on; the operator keys they made open nothing from then on. Their
 * account and memberships stay.
 *
 * @throws {AppError} `forbidden`, `not_found`; `conflict` for the last one
 */
export async function removeOperator(ctx: OperatorContext, id: string): Promise<void> {
  requireWholePower(ctx);
  await db().$transaction(async (tx) => {
    await lockOperators(tx);
    const operator = await findOperator(tx, id);
    const others = await tx.user.count({ where: { isOperator: true, id: { not: operator.id } } });
    if (others === 0) {
      throw new AppError("conflict", "This instance needs an operator. Make somebody else one first.");
    }
    await tx.user.update({ where: { id: operator.id }, data: { isOperator: false } });
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator.removed",
      target: { type: "user", id, name: operator.name },
      before: { email: operator.email },
    });
  });
}

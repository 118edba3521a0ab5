import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { findOperator } from "#lib/operators/lock-operators";
import { requireWholePower } from "#lib/operators/require-whole-power";

/** Signs an operator out of every browser, as when one was lost. @throws {AppError} `forbidden`, `not_found` */
export async function signOutOperator(ctx: OperatorContext, id: string): Promise<void> {
  requireWholePower(ctx);
  await db().$transaction(async (tx) => {
    const operator = await findOperator(tx, id);
    await tx.user.update({ where: { id: operator.id }, data: { sessionVersion: { increment: 1 } } });
    const { count } = await tx.session.deleteMany({ where: { userId: operator.id } });
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator.signed_out",
      target: { type: "user", id, name: operator.name },
      after: { sessions: count },
    });
  });
}

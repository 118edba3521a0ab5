import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { findOperator } from "#lib/operators/lock-operators";
import { requireWholePower } from "#lib/operators/require-whole-power";
import { addPasswordLink, type PasswordLink, sendPasswordLink } from "#lib/sign-in-links/password-link";

/**
 * Makes a link by which an operator sets a new password, once. It is mailed where there is a mail server, and returned
 * here in any case, never again.
 *
 * @throws {AppError} `forbidden`, `not_found`
 */
export async function resetOperator(ctx: OperatorContext, id: string): Promise<PasswordLink> {
  requireWholePower(ctx);
  const { email, token } = await db().$transaction(async (tx) => {
    const operator = await findOperator(tx, id);
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator.reset",
      target: { type: "user", id, name: operator.name },
    });
    return { email: operator.email, token: await addPasswordLink(tx, operator.email) };
  });
  return sendPasswordLink(email, token);
}

import "server-only";
import { z } from "zod";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { lockOperators } from "#lib/operators/lock-operators";
import { OPERATOR_VIEW, type OperatorView, operatorView } from "#lib/operators/operator-view";
import { requireWholePower } from "#lib/operators/require-whole-power";
import { addPasswordLink, type PasswordLink, sendPasswordLink } from "#lib/sign-in-links/password-link";
import { Email, PersonName } from "#lib/users/user-schema";

export const OperatorInput = z
  .strictObject({
    email: Email.meta({ description: "Who." }),
    name: PersonName.optional().meta({ description: "What a new account is called. Default: the address." }),
  })
  .meta({ id: "OperatorInput" });
export type OperatorInput = z.input<typeof OperatorInput>;

export interface AddedOperator {
  operator: OperatorView;
  /** Sets the password of an account that has been made for them; null where they had one. */
  link: PasswordLink | null;
}

/**
 * Makes somebody an operator, from their next request on. Without an account one is made, which they enter by a link.
 *
 * @throws {AppError} `forbidden`, `invalid_input`; `conflict` for who is one already
 */
export async function addOperator(ctx: OperatorContext, input: OperatorInput): Promise<AddedOperator> {
  requireWholePower(ctx);
  const { email, name = email } = parseInput(OperatorInput, input);
  const added = await db().$transaction(async (tx) => {
    await lockOperators(tx);
    const before = await tx.user.findUnique({ where: { email }, select: { isOperator: true } });
    if (before?.isOperator) throw new AppError("conflict", `${email} operates this instance already.`);
    const row = await tx.user.upsert({
      where: { email },
      create: { id: newId(), email, name, isOperator: true },
      update: { isOperator: true },
      select: OPERATOR_VIEW,
    });
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator.added",
      target: { type: "user", id: publicId("user", row.id), name: row.name },
      after: { email, newAccount: before === null },
    });
    return { row, token: before === null ? await addPasswordLink(tx, email) : null };
  });
  return {
    operator: operatorView(added.row),
    link: added.token === null ? null : await sendPasswordLink(email, added.token),
  };
}

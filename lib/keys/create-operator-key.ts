import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import {
  isAllowedOperator,
  type OperatorContext,
  type OperatorPermission,
  operatingUserId,
  requireOperatorPermission,
} from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { withMaker } from "#lib/keys/find-makers";
import { requireGrantable } from "#lib/keys/grant";
import { OperatorKeyInput } from "#lib/keys/key-schema";
import { type OperatorKeyView, operatorKeyView } from "#lib/keys/key-view";
import { storeKey } from "#lib/keys/store-key";

/**
 * Makes an operator key. The token is returned here and never again. A key can't give away more than it has.
 *
 * @throws {AppError} `forbidden`, `invalid_input`
 */
export async function createOperatorKey(
  ctx: OperatorContext,
  input: OperatorKeyInput,
): Promise<{ key: OperatorKeyView; token: string }> {
  requireOperatorPermission(ctx, "instance:write");
  const { name, scopes, expiresAt = null } = parseInput(OperatorKeyInput, input);
  requireGrantable(scopes, (scope) => mayGrantOperator(ctx, scope));
  return db().$transaction(async (tx) => {
    const createdById = operatingUserId(ctx);
    const { row, token } = await storeKey(tx, { kind: "operator", name, scopes, createdById, expiresAt });
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator_key.created",
      target: { type: "operator_key", id: publicId("key", row.id), name },
      after: { prefix: row.prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { key: await withMaker(tx, row, operatorKeyView), token };
  });
}

/** Whether the operator may give this scope to a key: a person any, a key what it has itself. */
export function mayGrantOperator(ctx: OperatorContext, scope: string): boolean {
  if (scope === "*") return ctx.actor.type === "user" || ctx.actor.scopes.includes("*");
  return isAllowedOperator(ctx, scope as OperatorPermission);
}

import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, operatingUserId, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mayGrantOperator } from "#lib/keys/create-operator-key";
import { withMaker } from "#lib/keys/find-makers";
import { requireHolds } from "#lib/keys/grant";
import { RotateKeyInput } from "#lib/keys/key-schema";
import { type OperatorKeyView, operatorKeyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";
import { replaceKey } from "#lib/keys/replace-key";
import { rotationAudit } from "#lib/keys/rotation-audit";

/**
 * Puts a new key with the same scopes in the place of an operator key, which goes on working for `overlapSeconds` (0 s to
 * 30 days, one day by default). The token is returned here and never again.
 *
 * @throws {AppError} `forbidden`, also when the key can do more than the actor; `not_found`, `invalid_input`, `conflict`
 * when it no longer works or has been replaced
 */
export async function rotateOperatorKey(
  ctx: OperatorContext,
  id: string,
  input: RotateKeyInput = {},
): Promise<{ key: OperatorKeyView; token: string; previous: OperatorKeyView }> {
  requireOperatorPermission(ctx, "instance:write");
  const fields = parseInput(RotateKeyInput, input);
  return db().$transaction(async (tx) => {
    const old = await lockKey(tx, { kind: "operator", workspaceId: null }, id);
    requireHolds(old.scopes, (scope) => mayGrantOperator(ctx, scope));
    const { row, token, previous } = await replaceKey(tx, old, fields, operatingUserId(ctx));
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator_key.rotated",
      target: { type: "operator_key", id, name: old.name },
      after: rotationAudit(row, previous),
    });
    return {
      key: await withMaker(tx, row, operatorKeyView),
      token,
      previous: await withMaker(tx, previous, operatorKeyView),
    };
  });
}

import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { endKey } from "#lib/keys/end-key";
import { withMaker } from "#lib/keys/find-makers";
import { type OperatorKeyView, operatorKeyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";

/**
 * Revokes an operator key, for good and at once. Revoking it again changes nothing.
 *
 * @throws {AppError} `forbidden`, `not_found`
 */
export async function revokeOperatorKey(ctx: OperatorContext, id: string): Promise<OperatorKeyView> {
  requireOperatorPermission(ctx, "instance:write");
  return db().$transaction(async (tx) => {
    const key = await lockKey(tx, { kind: "operator", workspaceId: null }, id);
    if (key.revokedAt) return withMaker(tx, key, operatorKeyView);
    const revoked = await endKey(tx, key);
    await recordOperatorAudit(tx, ctx, null, {
      action: "operator_key.revoked",
      target: { type: "operator_key", id, name: key.name },
      before: { prefix: key.prefix, scopes: key.scopes },
    });
    return withMaker(tx, revoked, operatorKeyView);
  });
}

import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { endKey } from "#lib/keys/end-key";
import { withMaker } from "#lib/keys/find-makers";
import { type PublishKeyView, publishKeyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";

/**
 * Revokes a publish key for good, at the latest five seconds from now (lib/keys/verify-key.ts). Revoking it again changes
 * nothing.
 *
 * @throws {AppError} `forbidden`, `not_found`
 */
export async function revokePublishKey(ctx: OperatorContext, id: string): Promise<PublishKeyView> {
  requireOperatorPermission(ctx, "products:write");
  return db().$transaction(async (tx) => {
    const key = await lockKey(tx, { kind: "publish", workspaceId: null }, id);
    if (key.revokedAt) return withMaker(tx, key, publishKeyView);
    const revoked = await endKey(tx, key);
    await recordOperatorAudit(tx, ctx, null, {
      action: "publish_key.revoked",
      target: { type: "publish_key", id, name: key.name },
      before: { prefix: key.prefix },
    });
    return withMaker(tx, revoked, publishKeyView);
  });
}

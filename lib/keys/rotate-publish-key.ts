import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, operatingUserId, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { withMaker } from "#lib/keys/find-makers";
import { RotateKeyInput } from "#lib/keys/key-schema";
import { type PublishKeyView, publishKeyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";
import { replaceKey } from "#lib/keys/replace-key";
import { rotationAudit } from "#lib/keys/rotation-audit";

/**
 * Puts a new key in the place of a publish key, which goes on working for `overlapSeconds` (0 s to 30 days, one day by
 * default; each web process notices the end five seconds later at most). The token is returned here and never again.
 *
 * @throws {AppError} `forbidden`, `not_found`, `invalid_input`, `conflict` when it no longer works or has been replaced
 */
export async function rotatePublishKey(
  ctx: OperatorContext,
  id: string,
  input: RotateKeyInput = {},
): Promise<{ key: PublishKeyView; token: string; previous: PublishKeyView }> {
  requireOperatorPermission(ctx, "products:write");
  const fields = parseInput(RotateKeyInput, input);
  return db().$transaction(async (tx) => {
    const old = await lockKey(tx, { kind: "publish", workspaceId: null }, id);
    const { row, token, previous } = await replaceKey(tx, old, fields, operatingUserId(ctx));
    await recordOperatorAudit(tx, ctx, null, {
      action: "publish_key.rotated",
      target: { type: "publish_key", id, name: old.name },
      after: rotationAudit(row, previous),
    });
    return {
      key: await withMaker(tx, row, publishKeyView),
      token,
      previous: await withMaker(tx, previous, publishKeyView),
    };
  });
}

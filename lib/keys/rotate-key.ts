import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mayGrant } from "#lib/keys/create-key";
import { withMaker } from "#lib/keys/find-makers";
import { requireHolds } from "#lib/keys/grant";
import { RotateKeyInput } from "#lib/keys/key-schema";
import { type KeyView, keyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";
import { replaceKey } from "#lib/keys/replace-key";
import { rotationAudit } from "#lib/keys/rotation-audit";

/**
 * Puts a new key with the same name, scopes and integration in the place of an API key, which goes on working for
 * `overlapSeconds` (0 s to 30 days, one day by default). The new one is the actor's, whose role limits it from now on. The
 * token is returned here and never again.
 *
 * @throws {AppError} `forbidden`, also when the key can do more than the actor; `not_found`, `invalid_input`, `conflict`
 * when it no longer works or has been replaced
 */
export async function rotateKey(
  ctx: WorkspaceContext,
  id: string,
  input: RotateKeyInput = {},
): Promise<{ key: KeyView; token: string; previous: KeyView }> {
  requirePermission(ctx, "integrations:write");
  const fields = parseInput(RotateKeyInput, input);
  return db().$transaction(async (tx) => {
    const old = await lockKey(tx, { kind: "workspace", workspaceId: ctx.workspace.id }, id);
    requireHolds(old.scopes, (scope) => mayGrant(ctx, scope));
    const { row, token, previous } = await replaceKey(tx, old, fields, actingUserId(ctx));
    await recordAudit(tx, ctx, {
      action: "key.rotated",
      target: { type: "key", id, name: old.name },
      after: rotationAudit(row, previous),
    });
    return { key: await withMaker(tx, row, keyView), token, previous: await withMaker(tx, previous, keyView) };
  });
}

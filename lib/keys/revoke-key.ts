import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { endKey } from "#lib/keys/end-key";
import { withMaker } from "#lib/keys/find-makers";
import { type KeyView, keyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";

/**
 * Revokes an API key of the workspace, for good and at once. Revoking it again changes nothing.
 *
 * @throws {AppError} `forbidden`, `not_found`
 */
export async function revokeKey(ctx: WorkspaceContext, id: string): Promise<KeyView> {
  requirePermission(ctx, "integrations:write");
  return db().$transaction(async (tx) => {
    const key = await lockKey(tx, { kind: "workspace", workspaceId: ctx.workspace.id }, id);
    if (key.revokedAt) return withMaker(tx, key, keyView);
    const revoked = await endKey(tx, key);
    await recordAudit(tx, ctx, {
      action: "key.revoked",
      target: { type: "key", id, name: key.name },
      before: { prefix: key.prefix, scopes: key.scopes },
    });
    return withMaker(tx, revoked, keyView);
  });
}

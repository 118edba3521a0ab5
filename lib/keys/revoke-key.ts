import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { KEY_VIEW, type KeyView, keyView } from "#lib/keys/key-view";

/** Revokes an API key of the workspace, for good and at once. Revoking it again changes nothing. */
export async function revokeKey(ctx: WorkspaceContext, id: string): Promise<KeyView> {
  requirePermission(ctx, "integrations:write");
  return db().$transaction(async (tx) => {
    const uuid = parseId("key", id);
    const where = { id: uuid ?? "", workspaceId: ctx.workspace.id, kind: "workspace" as const };
    const key = uuid ? await tx.apiKey.findFirst({ where, select: KEY_VIEW }) : null;
    if (!key) throw notFound("key");
    if (key.revokedAt) return keyView(key);
    const revoked = await tx.apiKey.update({ where, data: { revokedAt: new Date() }, select: KEY_VIEW });
    await recordAudit(tx, ctx, {
      action: "key.revoked",
      target: { type: "key", id, name: key.name },
      before: { prefix: key.prefix, scopes: key.scopes },
    });
    return keyView(revoked);
  });
}

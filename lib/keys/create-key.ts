import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, isAllowed, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { parseId, publicId } from "#lib/ids";
import { withMaker } from "#lib/keys/find-makers";
import { requireGrantable } from "#lib/keys/grant";
import { KeyInput } from "#lib/keys/key-schema";
import { type KeyView, keyView } from "#lib/keys/key-view";
import { storeKey } from "#lib/keys/store-key";
import type { Permission } from "#lib/permissions/permissions";

/**
 * Makes an API key of the workspace. The token is returned here and never again. A key can't give away more than the
 * actor has: a key makes only keys with its own scopes.
 *
 * @throws {AppError} `forbidden`, `invalid_input`
 */
export async function createKey(ctx: WorkspaceContext, input: KeyInput): Promise<{ key: KeyView; token: string }> {
  requirePermission(ctx, "integrations:write");
  const fields = parseInput(KeyInput, input);
  requireGrantable(fields.scopes, (scope) => mayGrant(ctx, scope));
  return db().$transaction(async (tx) => {
    const workspaceId = ctx.workspace.id;
    const id = fields.integration ? parseId("integration", fields.integration) : null;
    const integration = id
      ? await tx.integration.findFirst({ where: { id, workspaceId }, select: { id: true } })
      : null;
    if (fields.integration && !integration) {
      throw invalidInput([{ path: "integration", message: "There is no such integration." }]);
    }
    const { row, token } = await storeKey(tx, {
      kind: "workspace",
      name: fields.name,
      scopes: fields.scopes,
      workspaceId,
      integrationId: integration?.id ?? null,
      createdById: actingUserId(ctx),
      expiresAt: fields.expiresAt ?? null,
    });
    await recordAudit(tx, ctx, {
      action: "key.created",
      target: { type: "key", id: publicId("key", row.id), name: row.name },
      after: {
        prefix: row.prefix,
        scopes: row.scopes,
        integration: row.integrationId && publicId("integration", row.integrationId),
        expiresAt: row.expiresAt?.toISOString() ?? null,
      },
    });
    return { key: await withMaker(tx, row, keyView), token };
  });
}

/** Whether the actor may give this scope to a key. `*` is what an admin may do, so an admin may, and a key that has it. */
export function mayGrant(ctx: WorkspaceContext, scope: string): boolean {
  if (scope !== "*") return isAllowed(ctx, scope as Permission);
  return isAllowed(ctx, "integrations:write") && (ctx.actor.type !== "key" || ctx.actor.scopes.includes("*"));
}

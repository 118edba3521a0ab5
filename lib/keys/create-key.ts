import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, isAllowed, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { Moment } from "#lib/http/id-range";
import { parseId, publicId } from "#lib/ids";
import { type KeyView, keyView } from "#lib/keys/key-view";
import { KEY_SCOPES } from "#lib/keys/scopes";
import { storeKey } from "#lib/keys/store-key";
import type { Permission } from "#lib/permissions/permissions";

export const KeyInput = z
  .strictObject({
    name: z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters"),
    scopes: z.array(z.enum(KEY_SCOPES, "is not a known scope")).min(1, "choose at least one scope").default(["*"]),
    integration: z.string().max(64).nullable().optional(),
    expiresAt: Moment.refine((at) => at > new Date(), "must be in the future")
      .nullable()
      .optional(),
  })
  .meta({ id: "KeyInput" });
export type KeyInput = z.input<typeof KeyInput>;

/**
 * Makes an API key of the workspace. The token is returned here and never again. A key can't give away more than the
 * actor has: a key makes only keys with its own scopes.
 */
export async function createKey(ctx: WorkspaceContext, input: KeyInput): Promise<{ key: KeyView; token: string }> {
  requirePermission(ctx, "integrations:write");
  const fields = parseInput(KeyInput, input);
  const excessive = fields.scopes.filter((scope) => !mayGrant(ctx, scope));
  if (excessive.length > 0) {
    throw invalidInput(excessive.map((scope) => ({ path: "scopes", message: `You can't give away "${scope}".` })));
  }
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
      after: { prefix: row.prefix, scopes: row.scopes },
    });
    return { key: keyView(row), token };
  });
}

function mayGrant(ctx: WorkspaceContext, scope: "*" | Permission): boolean {
  if (scope !== "*") return isAllowed(ctx, scope);
  return ctx.actor.type !== "key" || ctx.actor.scopes.includes("*");
}

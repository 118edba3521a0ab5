import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { mayGrant } from "#lib/keys/create-key";
import { withMaker } from "#lib/keys/find-makers";
import { requireHolds } from "#lib/keys/grant";
import { KeyPatch } from "#lib/keys/key-schema";
import { isUsable, KEY_VIEW, type KeyRow, type KeyView, keyView } from "#lib/keys/key-view";
import { lockKey } from "#lib/keys/lock-key";

/**
 * Changes a key's name or expiry. Its scopes never change: programs rely on them, and a leaked key must not grow.
 *
 * @throws {AppError} `not_found`, `invalid_input`, `forbidden`, also when a key that can do more than the actor is to live
 * longer; `conflict` when it no longer works
 */
export async function updateKey(ctx: WorkspaceContext, id: string, input: KeyPatch): Promise<KeyView> {
  requirePermission(ctx, "integrations:write");
  const { name, expiresAt } = parseInput(KeyPatch, input);
  return db().$transaction(async (tx) => {
    const key = await lockKey(tx, { kind: "workspace", workspaceId: ctx.workspace.id }, id);
    if (!isUsable(key, new Date())) {
      throw new AppError("conflict", "This key no longer works, so there is nothing to change. Make a new one.");
    }
    const isLonger = expiresAt !== undefined && livesLonger(expiresAt, key);
    if (isLonger) requireProlongable(ctx, key);
    const updated = await tx.apiKey.update({
      where: { id: key.id },
      data: {
        ...(name !== undefined && { name }),
        ...(expiresAt !== undefined && { expiresAt }),
        ...(isLonger && { warnings: 0 }),
      },
      select: KEY_VIEW,
    });
    await recordAudit(tx, ctx, {
      action: "key.updated",
      target: { type: "key", id, name: updated.name },
      before: changedFields(key, input),
      after: changedFields(updated, input),
    });
    return withMaker(tx, updated, keyView);
  });
}

function livesLonger(expiresAt: Date | null, key: KeyRow): boolean {
  return key.expiresAt !== null && (expiresAt === null || expiresAt > key.expiresAt);
}

function requireProlongable(ctx: WorkspaceContext, key: KeyRow): void {
  if (key.replacedById) {
    throw invalidInput([
      { path: "expiresAt", message: "This key has been replaced: it can end sooner, but not live longer." },
    ]);
  }
  requireHolds(key.scopes, (scope) => mayGrant(ctx, scope));
}

function changedFields({ name, expiresAt }: KeyRow, input: KeyPatch) {
  return {
    ...(input.name !== undefined && { name }),
    ...(input.expiresAt !== undefined && { expiresAt: expiresAt?.toISOString() ?? null }),
  };
}

import "server-only";
import { createKeyAction, revokeKeyAction, rotateKeyAction, updateKeyAction } from "#app/_actions/keys";
import type { KeyActions } from "#components/keys/key-types";
import { type ScopeGroup, workspaceScopes } from "#components/keys/scope-groups";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { AppError } from "#lib/errors/app-error";
import type { Page } from "#lib/http/cursor";
import { mayGrant } from "#lib/keys/create-key";
import type { KeyView } from "#lib/keys/key-view";
import { type KeyFilters, listKeys } from "#lib/keys/list-keys";
import { KEY_SCOPES } from "#lib/keys/scopes";

/** What the reader may do to keys; null for those who may only look. */
export function keyActions(ctx: WorkspaceContext): KeyActions | null {
  if (!isAllowed(ctx, "integrations:write")) return null;
  const { slug } = ctx.workspace;
  return {
    create: createKeyAction.bind(null, slug),
    rotate: rotateKeyAction.bind(null, slug),
    update: updateKeyAction.bind(null, slug),
    revoke: revokeKeyAction.bind(null, slug),
  };
}

/** The scopes that the reader may give to a key. */
export function scopesFor(ctx: WorkspaceContext): ScopeGroup[] {
  return workspaceScopes(KEY_SCOPES.filter((scope) => mayGrant(ctx, scope)));
}

/** A page of keys; the first one for a cursor from an edited or old link. */
export async function loadKeys(ctx: WorkspaceContext, filters: KeyFilters): Promise<Page<KeyView>> {
  return listKeys(ctx, filters).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "invalid_cursor") throw error;
    const { cursor: _, ...others } = filters;
    return listKeys(ctx, others);
  });
}

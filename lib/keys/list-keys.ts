import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { KEY_VIEW, type KeyView, keyView } from "#lib/keys/key-view";

const MAX_KEYS = 500;

export const KeyFilters = z.strictObject(PageInput);
export type KeyFilters = z.input<typeof KeyFilters>;

/** One page of the workspace's API keys, newest first, revoked ones included. */
export async function pageKeys(ctx: WorkspaceContext, filters: KeyFilters = {}): Promise<Page<KeyView>> {
  requirePermission(ctx, "integrations:read");
  const page = await readPage(parseInput(KeyFilters, filters), ({ id, orderBy, take }) =>
    db().apiKey.findMany({
      where: { workspaceId: ctx.workspace.id, kind: "workspace", id },
      orderBy,
      take,
      select: KEY_VIEW,
    }),
  );
  return mapPage(page, keyView);
}

/** The workspace's API keys, newest first, revoked ones included. */
export async function listKeys(ctx: WorkspaceContext): Promise<KeyView[]> {
  requirePermission(ctx, "integrations:read");
  const rows = await db().apiKey.findMany({
    where: { workspaceId: ctx.workspace.id, kind: "workspace" },
    orderBy: { id: "desc" },
    take: MAX_KEYS,
    select: KEY_VIEW,
  });
  return rows.map(keyView);
}

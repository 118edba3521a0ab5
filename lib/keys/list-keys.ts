import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { parseId } from "#lib/ids";
import { findMakers } from "#lib/keys/find-makers";
import { KEY_VIEW, type KeyView, keyView } from "#lib/keys/key-view";
import type { Prisma } from "#prisma/client";

/** What every list of keys accepts. */
export const AnyKeyFilters = z.strictObject(PageInput);
export type AnyKeyFilters = z.input<typeof AnyKeyFilters>;

export const KeyFilters = z.strictObject({
  ...PageInput,
  q: z.string().trim().max(200).optional().meta({ description: "Part of the name, the id, or the last characters." }),
  integration: z.string().max(64).optional().meta({
    description: "Only those of this integration, by its id, or `none`: those of the workspace itself.",
  }),
});
export type KeyFilters = z.input<typeof KeyFilters>;

/**
 * One page of the workspace's API keys, newest first, revoked and expired ones included.
 *
 * @throws {AppError} `forbidden`, `invalid_input`, `invalid_cursor`
 */
export async function listKeys(ctx: WorkspaceContext, filters: KeyFilters = {}): Promise<Page<KeyView>> {
  requirePermission(ctx, "integrations:read");
  const { integration, q, ...position } = parseInput(KeyFilters, filters);
  const integrationId =
    integration === undefined || integration === "none" ? null : parseId("integration", integration);
  const isUnknown = integrationId === null && integration !== undefined && integration !== "none";
  if (isUnknown) return { data: [], nextCursor: null, previousCursor: null };
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().apiKey.findMany({
      where: {
        workspaceId: ctx.workspace.id,
        kind: "workspace",
        id,
        ...(integration && { integrationId }),
        ...(q && { OR: searched(q) }),
      },
      orderBy,
      take,
      select: KEY_VIEW,
    }),
  );
  const makers = await findMakers(db(), page.data);
  return mapPage(page, (row) => keyView(row, makers.get(row.createdById ?? "") ?? null));
}

function searched(q: string): Prisma.ApiKeyWhereInput[] {
  const id = parseId("key", q);
  const contains = q.replace(/[\\%_]/g, "\\$&");
  return [{ name: { contains, mode: "insensitive" } }, { last4: q }, ...(id ? [{ id }] : [])];
}

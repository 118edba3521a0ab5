import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { contains } from "#lib/database/contains";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import type { TenantView } from "#lib/tenants/list-tenants";

export const TenantFilters = z.strictObject({
  ...PageInput,
  q: z.string().trim().max(200).optional().meta({ description: "Part of the key or name." }),
});
export type TenantFilters = z.input<typeof TenantFilters>;

/** All of the workspace's tenants, the latest to appear first. */
export async function pageTenants(ctx: WorkspaceContext, filters: TenantFilters = {}): Promise<Page<TenantView>> {
  requirePermission(ctx, "webhooks:read");
  const { q, ...position } = parseInput(TenantFilters, filters);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().tenant.findMany({
      where: { workspaceId: ctx.workspace.id, id, ...(q && { OR: [{ key: contains(q) }, { name: contains(q) }] }) },
      orderBy,
      take,
      select: { id: true, key: true, name: true },
    }),
  );
  return mapPage(page, ({ key, name }) => ({ key, name }));
}

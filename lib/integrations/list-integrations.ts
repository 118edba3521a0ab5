import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { contains } from "#lib/database/contains";
import { parseInput } from "#lib/errors/parse-input";
import { type Page, PageInput, readPage } from "#lib/http/cursor";
import { viewIntegrations } from "#lib/integrations/find-integration";
import { type IntegrationView, integrationSelect } from "#lib/integrations/integration-view";

export const IntegrationFilters = z.strictObject({
  ...PageInput,
  q: z.string().trim().max(200).optional().meta({ description: "Part of the name or description." }),
});
export type IntegrationFilters = z.input<typeof IntegrationFilters>;

/** One page of the workspace's integrations, newest first. @throws {AppError} `forbidden`, `invalid_input` */
export async function listIntegrations(
  ctx: WorkspaceContext,
  filters: IntegrationFilters = {},
): Promise<Page<IntegrationView>> {
  requirePermission(ctx, "integrations:read");
  const { q, ...position } = parseInput(IntegrationFilters, filters);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().integration.findMany({
      where: {
        workspaceId: ctx.workspace.id,
        id,
        ...(q && { OR: [{ name: contains(q) }, { description: contains(q) }] }),
      },
      orderBy,
      take,
      select: integrationSelect(new Date()),
    }),
  );
  return { ...page, data: await viewIntegrations(db(), page.data) };
}

import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { INTEGRATION_VIEW, type IntegrationView, integrationView } from "#lib/integrations/integration-view";

export const IntegrationFilters = z.strictObject(PageInput);
export type IntegrationFilters = z.input<typeof IntegrationFilters>;

/** The workspace's integrations, newest first. */
export async function listIntegrations(
  ctx: WorkspaceContext,
  filters: IntegrationFilters = {},
): Promise<Page<IntegrationView>> {
  requirePermission(ctx, "integrations:read");
  const page = await readPage(parseInput(IntegrationFilters, filters), ({ id, orderBy, take }) =>
    db().integration.findMany({
      where: { workspaceId: ctx.workspace.id, id },
      orderBy,
      take,
      select: INTEGRATION_VIEW,
    }),
  );
  return mapPage(page, integrationView);
}

import "server-only";
import { cache } from "react";
import { orNotFound, pageContext } from "#app/_lib/session";
import { getIntegration } from "#lib/integrations/get-integration";
import type { IntegrationView } from "#lib/integrations/integration-view";

export interface IntegrationParams {
  params: Promise<{ workspace: string; integration: string }>;
}

/** The integration of a page, read once however many parts of the page ask. */
export const pageIntegration = cache(async (workspace: string, id: string): Promise<IntegrationView> => {
  const ctx = await pageContext(workspace);
  return orNotFound(getIntegration(ctx, decodeURIComponent(id)));
});

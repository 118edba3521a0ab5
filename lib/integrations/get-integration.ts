import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { findIntegration, viewIntegration } from "#lib/integrations/find-integration";
import type { IntegrationView } from "#lib/integrations/integration-view";

/** @throws {AppError} `forbidden`, `not_found` */
export async function getIntegration(ctx: WorkspaceContext, id: string): Promise<IntegrationView> {
  requirePermission(ctx, "integrations:read");
  return viewIntegration(db(), await findIntegration(db(), ctx, id));
}

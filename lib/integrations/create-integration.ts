import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { viewIntegration } from "#lib/integrations/find-integration";
import { IntegrationInput } from "#lib/integrations/integration-schema";
import { type IntegrationView, integrationSelect } from "#lib/integrations/integration-view";

/** Makes an integration: a named API client, to which keys and webhooks can belong. */
export async function createIntegration(ctx: WorkspaceContext, input: IntegrationInput): Promise<IntegrationView> {
  requirePermission(ctx, "integrations:write");
  const { name, description = "" } = parseInput(IntegrationInput, input);
  return db().$transaction(async (tx) => {
    const row = await tx.integration.create({
      data: { id: newId(), workspaceId: ctx.workspace.id, name, description, createdById: actingUserId(ctx) },
      select: integrationSelect(new Date()),
    });
    await recordAudit(tx, ctx, {
      action: "integration.created",
      target: { type: "integration", id: publicId("integration", row.id), name },
      after: { name, description },
    });
    return viewIntegration(tx, row);
  });
}

import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { INTEGRATION_VIEW, type IntegrationView, integrationView } from "#lib/integrations/integration-view";

export const IntegrationInput = z
  .strictObject({
    name: z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters"),
    description: z.string("must be text").trim().max(500, "is longer than 500 characters").optional(),
  })
  .meta({ id: "IntegrationInput" });
export type IntegrationInput = z.input<typeof IntegrationInput>;

/** Makes an integration: a named API client, to which keys and webhooks can belong. */
export async function createIntegration(ctx: WorkspaceContext, input: IntegrationInput): Promise<IntegrationView> {
  requirePermission(ctx, "integrations:write");
  const { name, description = "" } = parseInput(IntegrationInput, input);
  return db().$transaction(async (tx) => {
    const row = await tx.integration.create({
      data: { id: newId(), workspaceId: ctx.workspace.id, name, description, createdById: actingUserId(ctx) },
      select: INTEGRATION_VIEW,
    });
    await recordAudit(tx, ctx, {
      action: "integration.created",
      target: { type: "integration", id: publicId("integration", row.id), name },
      after: { name, description },
    });
    return integrationView(row);
  });
}

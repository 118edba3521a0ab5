import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { findIntegration, viewIntegration } from "#lib/integrations/find-integration";
import { IntegrationPatch } from "#lib/integrations/integration-schema";
import { type IntegrationView, integrationSelect } from "#lib/integrations/integration-view";

/** Changes an integration's name or description. @throws {AppError} `forbidden`, `not_found`, `invalid_input` */
export async function updateIntegration(
  ctx: WorkspaceContext,
  id: string,
  input: IntegrationPatch,
): Promise<IntegrationView> {
  requirePermission(ctx, "integrations:write");
  const { name, description } = parseInput(IntegrationPatch, input);
  const data = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
  return db().$transaction(async (tx) => {
    const before = await findIntegration(tx, ctx, id);
    const after = await tx.integration.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data,
      select: integrationSelect(new Date()),
    });
    await recordAudit(tx, ctx, {
      action: "integration.updated",
      target: { type: "integration", id, name: after.name },
      before: {
        ...(name !== undefined && { name: before.name }),
        ...(description !== undefined && { description: before.description }),
      },
      after: data,
    });
    return viewIntegration(tx, after);
  });
}

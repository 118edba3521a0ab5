import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { findIntegration } from "#lib/integrations/find-integration";
import { IntegrationDeletion } from "#lib/integrations/integration-schema";
import { removeWebhook } from "#lib/webhooks/delete-webhook";
import { lockWebhook } from "#lib/webhooks/find-webhook";

/**
 * Deletes an integration. Its keys stop working at once. Its webhooks go on as the workspace's own, or are deleted with it.
 *
 * @throws {AppError} `not_found`, `invalid_input`, `forbidden`, also when its webhooks are to be deleted by somebody who
 * may not
 */
export async function deleteIntegration(
  ctx: WorkspaceContext,
  id: string,
  input: IntegrationDeletion = {},
): Promise<void> {
  requirePermission(ctx, "integrations:write");
  const { webhooks: fate } = parseInput(IntegrationDeletion, input);
  if (fate === "delete") requirePermission(ctx, "webhooks:write");
  await db().$transaction(async (tx) => {
    const integration = await findIntegration(tx, ctx, id);
    const webhooks = await tx.webhook.findMany({
      where: { workspaceId: ctx.workspace.id, integrationId: integration.id, deletedAt: null },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    if (fate === "delete") {
      for (const webhook of webhooks) {
        await removeWebhook(tx, ctx, await lockWebhook(tx, ctx, publicId("webhook", webhook.id)));
      }
    }
    await tx.integration.delete({ where: { id: integration.id, workspaceId: ctx.workspace.id } });
    await recordAudit(tx, ctx, {
      action: "integration.deleted",
      target: { type: "integration", id, name: integration.name },
      before: { name: integration.name, description: integration.description },
      after: {
        endedKeys: integration._count.keys,
        [fate === "delete" ? "deletedWebhooks" : "keptWebhooks"]: webhooks.length,
      },
    });
  });
}

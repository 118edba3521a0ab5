import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { countWebhooks } from "#lib/webhooks/count-webhooks";
import { findWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { healthView, type WebhookView } from "#lib/webhooks/webhook-view";

/** One webhook with its health and counts. */
export async function getWebhook(ctx: WorkspaceContext, id: string): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:read");
  const row = await findWebhook(db(), ctx, id);
  const [view, counts] = await Promise.all([
    viewWebhook(db(), ctx, row),
    countWebhooks(db(), ctx.workspace.id, [row.id]),
  ]);
  const own = counts.get(row.id);
  return { ...view, health: healthView(row), ...(own && { counts: own }) };
}

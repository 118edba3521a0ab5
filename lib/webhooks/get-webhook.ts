import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { countWebhooks } from "#lib/webhooks/count-webhooks";
import { findWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { healthView, type WebhookView } from "#lib/webhooks/webhook-view";
import { withheldTypes } from "#lib/webhooks/withheld-types";

/** One webhook with its health. */
export async function getWebhookSetup(ctx: WorkspaceContext, id: string): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:read");
  const row = await findWebhook(db(), ctx, id);
  return { ...(await viewWebhook(db(), ctx, row)), health: healthView(row) };
}

/** One webhook with its health and counts, and what its owner's role keeps from it. */
export async function getWebhook(ctx: WorkspaceContext, id: string): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:read");
  const row = await findWebhook(db(), ctx, id);
  const [view, counts] = await Promise.all([viewWebhook(db(), ctx, row), countWebhooks(ctx, [row.id])]);
  const own = counts.get(row.id);
  const withheld = await withheldTypes(db(), ctx, row.eventTypes, view.owner?.role ?? null);
  return { ...view, health: healthView(row), ...(own && { counts: own }), withheld };
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { countWebhooks } from "#lib/webhooks/count-webhooks";
import { findWebhook, viewWebhook, webhookIdOf } from "#lib/webhooks/find-webhook";
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
  return addActivity(ctx, await getWebhookSetup(ctx, id));
}

/** The webhook, read already, with its counts and what its owner's role keeps from it. */
export async function addActivity(ctx: WorkspaceContext, setup: WebhookView): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:read");
  const rowId = webhookIdOf(setup.id);
  const [counts, withheld] = await Promise.all([
    countWebhooks(ctx, [rowId]),
    withheldTypes(db(), ctx, setup.eventTypes, setup.owner?.role ?? null),
  ]);
  const own = counts.get(rowId);
  return { ...setup, ...(own && { counts: own }), withheld };
}

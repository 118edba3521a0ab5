import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { findOwners } from "#lib/users/find-owners";
import { WEBHOOK_VIEW, type WebhookRow, type WebhookView, webhookView } from "#lib/webhooks/webhook-view";

/** The row id of a public webhook id. @throws {AppError} `not_found` when it is malformed */
export function webhookIdOf(id: string): string {
  const uuid = parseId("webhook", id);
  if (!uuid) throw notFound("webhook");
  return uuid;
}

/** @throws {AppError} `not_found` for a malformed, foreign or deleted webhook */
export async function findWebhook(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<WebhookRow> {
  const webhook = await tx.webhook.findFirst({
    where: { id: webhookIdOf(id), workspaceId: ctx.workspace.id, deletedAt: null },
    select: WEBHOOK_VIEW,
  });
  if (!webhook) throw notFound("webhook");
  return webhook;
}

/**
 * The same, and nobody else changes it until the transaction ends. Takes the row's lock first: whatever makes
 * deliveries due holds it too (shared), so a webhook's status and its deliveries always agree.
 */
export async function lockWebhook(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<WebhookRow> {
  await tx.$queryRaw`
    SELECT id FROM webhook
    WHERE id = ${webhookIdOf(id)}::uuid AND workspace_id = ${ctx.workspace.id}::uuid FOR NO KEY UPDATE`;
  return findWebhook(tx, ctx, id);
}

/** The view of one row with its owner. */
export async function viewWebhook(tx: Transaction, ctx: WorkspaceContext, row: WebhookRow): Promise<WebhookView> {
  const owners = await findOwners(tx, ctx.workspace.id, [row.ownerId]);
  return webhookView(row, (row.ownerId && owners.get(row.ownerId)) || null);
}

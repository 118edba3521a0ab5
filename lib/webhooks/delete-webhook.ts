import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { lockWebhook } from "#lib/webhooks/find-webhook";
import { cancelWaiting } from "#lib/webhooks/move-deliveries";
import { requireVersion } from "#lib/webhooks/require-version";
import type { WebhookRow } from "#lib/webhooks/webhook-view";

/**
 * Deletes a webhook. Its log stays readable; deliveries that still wait are canceled, and its secrets are destroyed.
 *
 * @param options.expectedVersion refuses when somebody changed the webhook since the caller read this version
 * @throws {AppError} `not_found`, `forbidden`, `version_conflict`
 */
export async function deleteWebhook(
  ctx: WorkspaceContext,
  id: string,
  options: { expectedVersion?: number | readonly number[] | undefined } = {},
): Promise<void> {
  requirePermission(ctx, "webhooks:write");
  await db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    requireVersion(webhook, options.expectedVersion);
    await removeWebhook(tx, ctx, webhook);
  });
}

/** Deletes a webhook that the caller has locked, as one part of a larger change. */
export async function removeWebhook(tx: Transaction, ctx: WorkspaceContext, webhook: WebhookRow): Promise<void> {
  await tx.webhook.update({
    where: { id: webhook.id, workspaceId: ctx.workspace.id },
    data: {
      deletedAt: new Date(),
      // Dispatchers look at the status only: an attempt in flight may still make its delivery due again.
      status: "disabled",
      statusReason: `Deleted by ${ctx.actor.name}.`,
      statusChangedAt: new Date(),
      headersSealed: null,
      version: { increment: 1 },
      secrets: { deleteMany: {} },
    },
  });
  const canceled = await cancelWaiting(tx, webhook.id);
  await recordAudit(tx, ctx, {
    action: "webhook.deleted",
    target: { type: "webhook", id: publicId("webhook", webhook.id), name: webhook.name },
    before: { name: webhook.name, url: webhook.url, eventTypes: webhook.eventTypes },
    after: { canceledDeliveries: canceled },
  });
}

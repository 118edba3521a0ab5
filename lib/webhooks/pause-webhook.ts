import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { lockWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { holdPending } from "#lib/webhooks/move-deliveries";
import { WEBHOOK_VIEW, type WebhookView } from "#lib/webhooks/webhook-view";

/**
 * Pauses an active webhook: its waiting deliveries are held, and so is what arrives meanwhile. Pausing a paused one
 * changes nothing.
 *
 * @throws {AppError} `conflict` when Posthorn has disabled it
 */
export async function pauseWebhook(ctx: WorkspaceContext, id: string): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:write");
  return db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    if (webhook.status === "disabled") {
      throw new AppError("conflict", "This webhook is disabled already: nothing is sent to it until it is resumed.");
    }
    if (webhook.status === "paused") return viewWebhook(tx, ctx, webhook);
    const paused = await tx.webhook.update({
      where: { id: webhook.id, workspaceId: ctx.workspace.id },
      data: {
        status: "paused",
        statusReason: `Paused by ${ctx.actor.name}.`,
        statusChangedAt: new Date(),
        version: { increment: 1 },
      },
      select: WEBHOOK_VIEW,
    });
    const held = await holdPending(tx, webhook.id);
    await recordAudit(tx, ctx, {
      action: "webhook.paused",
      target: { type: "webhook", id, name: webhook.name },
      before: { status: webhook.status },
      after: { status: "paused", heldDeliveries: held },
    });
    return viewWebhook(tx, ctx, paused);
  });
}

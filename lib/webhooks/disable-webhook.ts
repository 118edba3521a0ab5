import "server-only";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";

/**
 * Disables a webhook on Posthorn's own account. What is pending for it is held, so nothing vanishes, and the audit log
 * says why. Does nothing if the webhook is not active.
 *
 * @param reason one sentence for the webhook's page
 */
export async function disableWebhook(webhookId: string, reason: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const [webhook] = await tx.webhook.updateManyAndReturn({
      where: { id: webhookId, status: "active", deletedAt: null },
      data: { status: "disabled", statusReason: reason, statusChangedAt: new Date(), version: { increment: 1 } },
      select: { workspaceId: true, name: true },
    });
    if (!webhook) return;
    await tx.delivery.updateMany({
      where: { webhookId, status: "pending", leaseToken: null },
      data: { status: "held", nextAttemptAt: null },
    });
    await tx.auditEntry.create({
      data: {
        id: newId(),
        workspaceId: webhook.workspaceId,
        actorType: "system",
        actorName: "Posthorn",
        action: "webhook.disabled",
        targetType: "webhook",
        targetId: webhookId,
        targetName: webhook.name,
        after: { status: "disabled", reason },
      },
    });
  });
}

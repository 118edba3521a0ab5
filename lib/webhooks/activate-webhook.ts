import "server-only";
import type { Transaction } from "#lib/database/client";
import { WEBHOOK_VIEW } from "#lib/webhooks/webhook-view";

/** Makes a webhook active with a clean bill of health. Needs the webhook's row lock. */
export async function activateWebhook(tx: Transaction, target: { id: string; workspaceId: string }) {
  await tx.webhookHealth.updateMany({
    where: { webhookId: target.id },
    data: {
      failingSince: null,
      consecutiveFailures: 0,
      waitUntil: null,
      waitReason: null,
      circuitOpenings: 0,
      warnings: 0,
      probeAt: null,
      probes: 0,
    },
  });
  return tx.webhook.update({
    where: target,
    data: {
      status: "active",
      statusReason: null,
      statusCause: null,
      statusChangedAt: new Date(),
      version: { increment: 1 },
    },
    select: { ...WEBHOOK_VIEW, shard: true },
  });
}

import "server-only";
import type { Transaction } from "#lib/database/client";
import { type DeliveryView, deliveryView } from "#lib/deliveries/delivery-view";
import type { Delivery } from "#prisma/client";

/** Views of deliveries with the names of their webhooks; a deleted webhook keeps its name in the log. */
export async function nameWebhooks(tx: Transaction, workspaceId: string, rows: Delivery[]): Promise<DeliveryView[]> {
  const ids = [...new Set(rows.map((row) => row.webhookId))];
  const webhooks = await tx.webhook.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(webhooks.map((webhook) => [webhook.id, webhook.name]));
  return rows.map((row) => deliveryView(row, names.get(row.webhookId) ?? ""));
}

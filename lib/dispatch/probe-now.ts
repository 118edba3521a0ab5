import "server-only";
import type { Transaction } from "#lib/database/client";

/**
 * Lets a webhook's next attempt go at once, although its circuit is open or it asked us to wait: somebody has just
 * pressed Replay or Send test, most likely because the receiver works again. With an open circuit it is still one
 * probe at a time.
 */
export async function probeNow(tx: Transaction, webhookId: string): Promise<void> {
  await tx.webhookHealth.updateMany({ where: { webhookId, waitUntil: { not: null } }, data: { waitUntil: null } });
}

import "server-only";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { moveWebhook } from "#lib/dispatch/move-webhook";
import { FIRST_SLOW_SHARD, shardOf, slowShardOf } from "#lib/dispatch/shards";
import { hung } from "#lib/dispatch/verdict";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";
import { disableWebhook } from "#lib/webhooks/disable-webhook";

/** Answers faster than this bring a webhook back from the slow dispatcher. */
const FAST_MS = 1000;

/** What attempts lead to beyond their own rows: 410 disables the webhook, timeouts move it to the slow dispatcher. */
export async function followUp(outcomes: readonly AttemptOutcome[]): Promise<void> {
  const gone = new Set<string>();
  const slow = new Set<string>();
  const fast = new Map<string, number>();
  for (const outcome of outcomes) {
    const { delivery, errorCode, totalMs, shard } = outcome;
    if (errorCode === "gone") gone.add(delivery.webhookId);
    if (hung(outcome) && shard < FIRST_SLOW_SHARD) slow.add(delivery.webhookId);
    if (errorCode === null && totalMs < FAST_MS && shard >= FIRST_SLOW_SHARD) fast.set(delivery.webhookId, shard);
  }
  for (const id of gone) {
    await disableWebhook(id, "gone", "The receiver answered 410 Gone, which asks us to stop sending.");
  }
  for (const id of slow) await moveWebhook(id, slowShardOf(id));
  for (const id of fast.keys()) if (!slow.has(id)) await moveWebhook(id, shardOf(id));
}

/** Hands a webhook whose requests hang to the slow dispatcher, before they have timed out. */
export async function moveStalled(webhook: WebhookConfig): Promise<void> {
  if (webhook.shard < FIRST_SLOW_SHARD) await moveWebhook(webhook.id, slowShardOf(webhook.id));
}

import "server-only";
import { hostname } from "node:os";
import { type AttemptOutcome, makeAttempt } from "#lib/attempts/make-attempt";
import { recordAttempts } from "#lib/attempts/record-attempts";
import { db } from "#lib/database/client";
import { claimedFromRow, type TakenRow } from "#lib/dispatch/claim";
import { loadProfiles, loadWebhookConfigs } from "#lib/dispatch/webhook-configs";

/** Longer than the longest timeout. */
const LEASE_SECONDS = 45;

/**
 * Makes one attempt of a held delivery whose webhook is paused or disabled, past the dispatchers, which leave such
 * webhooks alone. It has no follow-up and uses up no retry: a failure holds the delivery again, or ends it if it is a
 * test. Should this process die, the sweep holds it again.
 *
 * @param reason `probe` for a real delivery, `test` for a test event
 * @returns null when it is not held any more
 */
export async function attemptOne(deliveryId: string, reason: "probe" | "test"): Promise<AttemptOutcome | null> {
  const claimedAtMs = performance.now();
  // Ordered webhooks' deliveries keep their place while leased, as in a claim.
  const [row] = await db().$queryRaw<TakenRow[]>`
    UPDATE delivery d
       SET status = 'pending', lease_token = posthorn_uuid7(),
           lease_until = now() + make_interval(secs => ${LEASE_SECONDS}::int),
           next_attempt_at = CASE WHEN w.ordered THEN d.created_at
                                  ELSE now() + make_interval(secs => ${LEASE_SECONDS}::int) END,
           attempt_count = d.attempt_count + 1, next_reason = ${reason}::attempt_reason, shard = w.shard
      FROM webhook w, event e LEFT JOIN tenant t ON t.id = e.tenant_id
     WHERE d.id = ${deliveryId}::uuid AND d.status = 'held' AND e.id = d.event_id
       AND w.id = d.webhook_id AND w.status <> 'active' AND w.deleted_at IS NULL
    RETURNING d.id, d.lease_token, d.workspace_id, d.webhook_id, w.version, d.event_id, d.attempt_count, d.retry_step,
              d.next_reason, d.test, e.profile_id, e.type, e.data, e.occurred_at, t.key AS tenant`;
  if (!row) return null;
  const delivery = claimedFromRow(row, claimedAtMs);
  const [webhooks, profiles] = await Promise.all([loadWebhookConfigs([delivery]), loadProfiles([delivery])]);
  const webhook = webhooks.get(delivery.webhookId);
  const profile = profiles.get(delivery.profileId);
  if (!webhook || !profile) return null;
  const made = await makeAttempt(delivery, webhook, profile);
  const failed = made.errorCode !== null;
  const outcome: AttemptOutcome = {
    ...made,
    retryStep: delivery.retryStep,
    nextDelaySeconds: failed && !delivery.test ? (made.nextDelaySeconds ?? 0) : null,
    throttleSeconds: null,
  };
  await recordAttempts([outcome], `${hostname()}:${process.pid}`);
  return outcome;
}

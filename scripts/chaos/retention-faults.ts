import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { firstIdOf } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import { purgeExpired } from "#lib/retention/purge-expired";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { judge, latencies, quantile, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf, seconds } from "#scripts/chaos/process-faults";
import { Reader } from "#scripts/chaos/reader";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const PER_SECOND = 40;
const EXPIRED = 40_000;
const KEPT = 5_000;
const DAY_MS = 86_400_000;
const RETENTION_DAYS = 30;
const PURGE_MS = 10_000;
const HEALTHY_P99_MS = 5_000;

export const purgedWhileRead: Scenario = {
  name: "61: the log tables purged while people and programs read them and events are delivered",
  async run({ instance, receivers, scale }) {
    const customer = await Customer.create(instance, receivers);
    const live = await customer.addWebhook();
    const fields = { name: "Of long ago", url: receivers.add().url, eventTypes: ["customer.created"] };
    const { webhook: old } = await createWebhook(customer.owner, fields);
    await addHistory(customer, old.id, RETENTION_DAYS + 10, EXPIRED * scale);
    await addHistory(customer, old.id, RETENTION_DAYS - 10, KEPT * scale);

    const stop = customer.publisher.steadily(PER_SECOND);
    await until("deliveries go on", () => live.target.total >= PER_SECOND);
    const reader = await Reader.start(instance, customer);
    await until("every list was read once", () => reader.walks > 0 && reader.pages > 0);
    const startedAt = Date.now();
    let purged = 0;
    for (let more = true; more; ) {
      const result = await purgeExpired(PURGE_MS);
      purged += result.deliveries;
      more = result.more;
    }
    const purgedMs = Date.now() - startedAt;
    const { walks } = reader;
    await until("a list was read after the purge", () => reader.walks > walks);
    await reader.stop();
    await sleep(1_000);
    await stop();
    await settled(customer);

    const problems = [...reader.problems.slice(0, 5), ...(await judge(customer, { inFlight: 0 }))];
    const left = await db().delivery.count({ where: { webhookId: parseId("webhook", old.id) ?? "" } });
    if (purged !== EXPIRED * scale || left !== KEPT * scale) problems.push(`${purged} purged, ${left} left`);
    const p99 = quantile(latencies(customer, live), 0.99);
    if (p99 > HEALTHY_P99_MS) problems.push(`I8: p99 meanwhile ${p99} ms`);
    const note = `${purged} deliveries purged in ${seconds(purgedMs)} beside ${reader.walks} walks of the whole list and ${reader.pages} pages; p99 ${p99} ms`;
    return resultOf(customer, null, note, problems);
  },
};

/** Events of some days ago, each with a delivery and an attempt, some milliseconds apart. */
async function addHistory({ workspace }: Customer, webhookId: string, days: number, count: number): Promise<void> {
  const at = new Date(Date.now() - days * DAY_MS);
  const first = firstIdOf(at).replaceAll("-", "").slice(0, 12);
  const webhook = parseId("webhook", webhookId);
  await db().$executeRaw`
    WITH n AS (
      SELECT n, (lpad(to_hex(('x' || ${first})::bit(48)::bigint + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid
                AS id
        FROM generate_series(1, ${count}::int) n
    ), events AS (
      INSERT INTO event (id, workspace_id, profile_id, type, data, occurred_at, created_at)
      SELECT id, ${workspace.id}::uuid, ${workspace.profileId}::uuid, 'customer.created', '{"n":' || n || '}',
             ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz FROM n
    ), attempts AS (
      INSERT INTO attempt (id, delivery_id, workspace_id, webhook_id, number, reason, outcome, request_url,
                           request_headers, response_body, worker, started_at)
      SELECT id, id, ${workspace.id}::uuid, ${webhook}::uuid, 1, 'first', 'succeeded', 'http://127.0.0.1/', '[]',
             'ok', 'history', ${at.toISOString()}::timestamptz FROM n
    )
    INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard, attempt_count, created_at,
                          completed_at)
    SELECT id, ${workspace.id}::uuid, ${webhook}::uuid, id, 'customer.created', 'succeeded', 0, 1,
           ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz FROM n`;
}

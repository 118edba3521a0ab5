import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { judge, latencies, quantile, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf, seconds } from "#scripts/chaos/process-faults";
import { after, MISBEHAVIOUR, ok } from "#scripts/chaos/receiver";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

/** I8: the first attempt at a healthy receiver, whatever happens to others. */
const HEALTHY_P99_MS = 5_000;

export const misbehaving: Scenario = {
  name: "14, 16, 19, 20: receivers that hang, drip, reset, answer 500, close mid-body, flood, speak garbage, then recover",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers, 2);
    const healthy = await customer.addWebhook();
    for (const manner of Object.values(MISBEHAVIOUR)) await customer.addWebhook(manner);
    const bad = customer.webhooks.slice(1);
    const stop = customer.publisher.steadily(5);
    await until("every receiver has failed", () => bad.every(({ target }) => target.total >= 5));
    await stop();
    await until("every failure is written", () => bad.every(({ target }) => target.open === 0));
    for (const { target } of bad) target.manner = ok;
    await stopWaiting(customer);
    await settled(customer);
    const failures = bad.reduce((sum, { target }) => sum + target.duplicates, 0);
    const problems = await judge(customer, { inFlight: failures, mayExceedLog: true });
    if (healthy.target.duplicates > 0) problems.push(`${healthy.target.duplicates} duplicates at the healthy receiver`);
    const p99 = quantile(latencies(customer, healthy), 0.99);
    if (p99 > HEALTHY_P99_MS) problems.push(`I8: p99 at the healthy receiver ${p99} ms`);
    const { accepted, delivered } = resultOf(customer, null, "", []);
    const note = `${failures} failed requests made again, p99 at the healthy receiver ${p99} ms`;
    return { accepted, delivered, duplicates: healthy.target.duplicates, inFlight: null, note, problems };
  },
};

export const hanging: Scenario = {
  name: "31: 100 hanging webhooks beside one healthy one",
  async run({ instance, receivers, scale }) {
    const poor = await Customer.create(instance, receivers, 10);
    for (let i = 0; i < 100 * scale; i++) await poor.addWebhook(MISBEHAVIOUR["14 hangs"]);
    const good = await Customer.create(instance, receivers);
    const healthy = await good.addWebhook();
    const measure = async (ms: number) => {
      const before = latencies(good, healthy).length;
      const stop = good.publisher.steadily(20);
      await sleep(ms);
      await stop();
      await settled(good);
      // The ledger keeps the order in which events were accepted.
      return quantile(latencies(good, healthy).slice(before), 0.99);
    };
    const alone = await measure(5_000 * scale);
    const stopPoor = poor.publisher.steadily(5);
    const atFirst = await measure(12_000 * scale);
    // Their first requests have timed out by then, so that they are known to be slow.
    const beside = await measure(10_000 * scale);
    await stopPoor();
    const problems = await judge(good, { inFlight: 0 });
    const worst = Math.max(atFirst, beside);
    if (worst > HEALTHY_P99_MS) problems.push(`I8: p99 at the healthy receiver ${worst} ms`);
    for (const { target } of poor.webhooks) target.manner = ok;
    // Its events are many thousand deliveries by now, and only in the way of the next scenario.
    await db().delivery.updateMany({
      where: { workspaceId: poor.workspace.id, status: "pending" },
      data: { status: "canceled", nextAttemptAt: null, leaseToken: null, leaseUntil: null },
    });
    return resultOf(
      good,
      null,
      `p99 accept→receive ${alone} ms alone, ${atFirst} ms in the first 12 s beside them, ${beside} ms then`,
      problems,
    );
  },
};

export const noisyNeighbour: Scenario = {
  name: "32: one workspace sends 50,000 events while ten others send one a second",
  async run({ instance, receivers, scale }) {
    const events = 50_000 * scale;
    const noisy = await Customer.create(instance, receivers);
    await noisy.addWebhook();
    const quiet = await Promise.all(Array.from({ length: 10 }, () => Customer.create(instance, receivers)));
    for (const customer of quiet) await customer.addWebhook();
    const stops = quiet.map(({ publisher }) => publisher.steadily(1));
    const startedAt = Date.now();
    await noisy.publisher.burst(events);
    const acceptedMs = Date.now() - startedAt;
    await settled(noisy, 480_000);
    const tookMs = Date.now() - startedAt;
    await Promise.all(stops.map((stop) => stop()));
    for (const customer of quiet) await settled(customer);
    const problems = (await Promise.all([noisy, ...quiet].map((one) => judge(one, { inFlight: 0 })))).flat();
    const p99 = quantile(
      quiet.flatMap((one) => one.webhooks.flatMap((webhook) => latencies(one, webhook))),
      0.99,
    );
    if (p99 > HEALTHY_P99_MS) problems.push(`I8: p99 of the ten others ${p99} ms`);
    const note = `accepted in ${seconds(acceptedMs)}, delivered in ${seconds(tookMs)}; p99 of the ten others ${p99} ms`;
    return resultOf(noisy, null, note, problems);
  },
};

export const burst: Scenario = {
  name: "33: a burst of 5,000 events",
  async run({ instance, receivers, scale }) {
    const customer = await Customer.create(instance, receivers);
    const webhook = await customer.addWebhook(after(5));
    const startedAt = Date.now();
    await customer.publisher.burst(5000 * scale);
    await settled(customer);
    const note = `delivered in ${seconds(Date.now() - startedAt)}, p99 ${quantile(latencies(customer, webhook), 0.99)} ms`;
    return resultOf(customer, null, note, await judge(customer, { inFlight: 0 }));
  },
};

/** What a person does who has repaired the receivers: waits for the retries no longer. */
async function stopWaiting(customer: Customer): Promise<void> {
  const webhookId = { in: await webhookIds(customer) };
  await db().webhookHealth.updateMany({ where: { webhookId }, data: { waitUntil: null } });
  await db().delivery.updateMany({
    where: { webhookId, status: "pending", leaseToken: null },
    data: { nextAttemptAt: new Date() },
  });
}

async function webhookIds(customer: Customer): Promise<string[]> {
  const rows = await db().webhook.findMany({ where: { workspaceId: customer.workspace.id }, select: { id: true } });
  return rows.map(({ id }) => id);
}

import { db } from "#lib/database/client";
import { judge, latencies, quantile, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf, seconds } from "#scripts/chaos/process-faults";
import { after, MISBEHAVIOUR, type Target } from "#scripts/chaos/receiver";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const BACKLOG = 4_000;
const RATE = 200;
/** What the receiver sees of a rate depends a little on when either process has its turn. */
const RATE_SEEN = 1.1 * RATE;
const MAX_IN_FLIGHT = 16;
const HEALTHY_P99_MS = 5_000;
const REPLAYED = 4_000;
const REPLAY_RATE = 500;

export const recovers: Scenario = {
  name: "33: a receiver comes back to a backlog, which is drained at its cap and beside others",
  async run({ instance, receivers, scale }) {
    const poor = await Customer.create(instance, receivers);
    const limits = { rateLimit: RATE, maxInFlight: MAX_IN_FLIGHT };
    const { target } = await poor.addWebhook(MISBEHAVIOUR["20 resets"], limits);
    const good = await Customer.create(instance, receivers);
    const healthy = await good.addWebhook();
    await poor.publisher.burst(BACKLOG * scale);
    await until("the circuit is open", async () => (await openCircuits(poor)) === 1);
    const failed = target.total;
    const stop = good.publisher.steadily(20);

    let most = 0;
    const answer = after(20);
    target.manner = (response, request) => {
      most = Math.max(most, target.open);
      answer(response, request);
    };
    await until("the probe has come", () => target.total > failed);
    const recoveredAt = Date.now();
    await settled(poor);
    const drainedMs = Date.now() - recoveredAt;
    await stop();
    await settled(good);

    const problems = await judge(good, { inFlight: 0 });
    problems.push(...(await judge(poor, { inFlight: failed, recoveredAt, mayExceedLog: true })));
    const busiest = busiestSecond(target, recoveredAt);
    if (most > MAX_IN_FLIGHT) problems.push(`${most} requests at once, allowed are ${MAX_IN_FLIGHT}`);
    if (busiest > RATE_SEEN) problems.push(`${busiest} requests in a second, allowed are ${RATE}`);
    const p99 = quantile(latencies(good, healthy), 0.99);
    if (p99 > HEALTHY_P99_MS) problems.push(`I8: p99 at the healthy receiver ${p99} ms`);
    const note = `drained in ${seconds(drainedMs)}, at most ${most} at once and ${busiest} in a second; p99 beside it ${p99} ms`;
    return { ...resultOf(poor, null, note, problems), duplicates: 0 };
  },
};

function openCircuits({ workspace }: Customer): Promise<number> {
  return db().webhookHealth.count({
    where: { webhook: { workspaceId: workspace.id }, circuitOpenings: { gt: 0 }, waitReason: "circuit" },
  });
}

/** The most requests that began within any second. */
function busiestSecond(target: Target, since: number): number {
  const times = [...target.ledger.values()].map(({ lastAt }) => lastAt).filter((at) => at >= since);
  times.sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

export const replayed: Scenario = {
  name: "38: a bulk replay begun by a double click, and kill -9 of the worker in its middle",
  async run({ instance, receivers, scale }) {
    const count = REPLAYED * scale;
    const customer = await Customer.create(instance, receivers);
    const { id, target } = await customer.addWebhook(after(20));
    await customer.publisher.burst(count);
    await settled(customer);
    const problems = await judge(customer, { inFlight: 0 });
    const statisticsBefore = await attempts(customer);

    const headers = {
      authorization: `Bearer ${await customer.workspace.apiKey()}`,
      "content-type": "application/json",
    };
    const body = JSON.stringify({ status: "any", since: "2026-01-01", ratePerSecond: REPLAY_RATE });
    const click = () => fetch(`${instance.url}/api/v1/webhooks/${id}/replay`, { method: "POST", headers, body });
    const startedAt = Date.now();
    const answers = (await Promise.all([click(), click()])).map(({ status }) => status).sort();
    if (answers.join() !== "202,409") problems.push(`the two clicks were answered ${answers}`);
    await until("the replay is under way", () => target.total > count * 1.2);
    await instance.worker.end("SIGKILL");
    const inFlight = await db().delivery.count({
      where: { workspaceId: customer.workspace.id, leaseToken: { not: null } },
    });
    await instance.worker.start();
    const status = async () => (await db().replay.findFirst({ where: { workspaceId: customer.workspace.id } }))?.status;
    await until("the replay has ended", async () => (await status()) !== "running");
    const tookMs = Date.now() - startedAt;
    await settled(customer);

    if ((await status()) !== "succeeded") problems.push(`the replay ${await status()}`);
    const again = target.total - count;
    const twice = again - count;
    if (twice < 0 || twice > inFlight) problems.push(`${again} requests for ${count} replayed, ${inFlight} in flight`);
    const once = [...target.ledger.values()].filter(({ count }) => count < 2).length;
    if (once > 0) problems.push(`${once} deliveries were not sent again`);
    problems.push(...target.objections.slice(0, 3));
    const written = (await attempts(customer)) - statisticsBefore;
    if (written !== count) problems.push(`${written} more successes on record for ${count} replayed`);
    const note = `${count} replayed in ${seconds(tookMs)} with a kill, each with its message id`;
    return { ...resultOf(customer, inFlight, note, problems), duplicates: twice };
  },
};

/** Successful attempts on record. */
function attempts({ workspace }: Customer): Promise<number> {
  return db().attempt.count({ where: { workspaceId: workspace.id, outcome: "succeeded" } });
}

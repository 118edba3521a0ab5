import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { countInFlight, judge, lateness, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import type { Instance } from "#scripts/chaos/instance";
import type { ChaosProcess } from "#scripts/chaos/processes";
import { after } from "#scripts/chaos/receiver";
import type { ChaosContext, ChaosResult, Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

export const PER_SECOND = 60;
/** `CHAOS_KILLS` asks for more, such as the 50 of the fault list. */
const KILLS = 5;
/** Longer than a lease, which is 45 s. */
const PAST_LEASE_MS = 48_000;
/** How long a first attempt may wait while another worker could make it. */
const HEALTHY_MS = 60_000;

/** A workspace under load: two webhooks, one of which answers slowly enough that requests are always under way. */
export async function underLoad({ instance, receivers }: ChaosContext, perSecond = PER_SECOND) {
  const customer = await Customer.create(instance, receivers);
  await customer.addWebhook(after(150));
  await customer.addWebhook();
  const stop = customer.publisher.steadily(perSecond);
  const delivers = () => {
    const before = customer.delivered;
    return until("deliveries go on", () => customer.delivered >= before + PER_SECOND);
  };
  await delivers();
  return { customer, stop, delivers };
}

export function resultOf(customer: Customer, inFlight: number | null, note: string, problems: string[]): ChaosResult {
  const { publisher, delivered, duplicates } = customer;
  return { accepted: publisher.ledger.size, delivered, duplicates, inFlight, note, problems };
}

const worstLateness = (customer: Customer, recoveredAt: number) =>
  Math.max(...customer.webhooks.map((webhook) => lateness(customer, webhook, recoveredAt)));

export const killWorker: Scenario = {
  name: "1: kill -9 of the worker under load, several times",
  async run(context) {
    const { instance, scale } = context;
    const { customer, stop, delivers } = await underLoad(context, 100);
    const kills = Number(process.env.CHAOS_KILLS) || Math.max(1, Math.round(KILLS * scale));
    let inFlight = 0;
    let slowestMs = 0;
    for (let i = 0; i < kills; i++) {
      await instance.worker.end("SIGKILL");
      const killedAt = Date.now();
      inFlight += await countInFlight(customer);
      await instance.worker.start();
      await delivers();
      slowestMs = Math.max(slowestMs, Date.now() - killedAt);
    }
    const recoveredAt = Date.now();
    await stop();
    await settled(customer);
    const note = `${kills} kills, deliveries went on within ${seconds(slowestMs)} of each; the last event was late by ${seconds(worstLateness(customer, recoveredAt))}`;
    return resultOf(customer, inFlight, note, await judge(customer, { inFlight, recoveredAt }));
  },
};

export const killWeb: Scenario = {
  name: "3: kill -9 of the web process between publishes, then of both processes",
  async run(context) {
    const { instance, scale } = context;
    const { customer, stop, delivers } = await underLoad(context);
    for (let i = 0; i < Math.max(1, Math.round(2 * scale)); i++) {
      await instance.web.end("SIGKILL");
      await instance.web.start();
      await delivers();
    }
    await Promise.all([instance.web.end("SIGKILL"), instance.worker.end("SIGKILL")]);
    const inFlight = await countInFlight(customer);
    await Promise.all([instance.web.start(), instance.worker.start()]);
    const recoveredAt = Date.now();
    await delivers();
    await stop();
    await settled(customer);
    const note = `${customer.publisher.refused("lost")} publishes unanswered and repeated`;
    return resultOf(customer, inFlight, note, await judge(customer, { inFlight, recoveredAt }));
  },
};

export const deploy: Scenario = {
  name: "11: SIGTERM and restart of the worker under load",
  async run(context) {
    const { instance } = context;
    const { customer, stop, delivers } = await underLoad(context);
    await instance.worker.end("SIGTERM");
    const inFlight = await countInFlight(customer);
    await instance.worker.start();
    const recoveredAt = Date.now();
    await delivers();
    await stop();
    await settled(customer);
    const note = `first attempts within ${seconds(worstLateness(customer, recoveredAt))} of the restart`;
    return resultOf(customer, inFlight, note, await judge(customer, { inFlight, recoveredAt }));
  },
};

export const frozenWorker: Scenario = {
  name: "9, 10: two workers; SIGSTOP of one past its leases, then SIGCONT",
  async run(context) {
    const { instance } = context;
    const second = await instance.addWorker();
    const { customer, stop, delivers } = await underLoad(context);
    const frozen = await findServing(instance, customer);
    const frozenAt = Date.now();
    frozen.freeze();
    // What it held, it may have sent; all of it is sent again.
    const held = await db().delivery.count({
      where: { workspaceId: customer.workspace.id, leaseToken: { not: null } },
    });
    let whileFrozen: number;
    try {
      await sleep(PAST_LEASE_MS);
      await until("what it held is taken over", async () => (await countOlder(customer, frozenAt)) === 0);
      whileFrozen = worstLateness(customer, 0);
    } finally {
      frozen.thaw();
    }
    const recoveredAt = Date.now();
    await delivers();
    await stop();
    await settled(customer);
    const problems = await judge(customer, { inFlight: held, recoveredAt });
    if (whileFrozen > HEALTHY_MS) problems.push(`a first attempt waited ${seconds(whileFrozen)} meanwhile`);
    await second.end("SIGTERM");
    instance.workers.pop();
    return resultOf(customer, held, `slowest first attempt meanwhile ${seconds(whileFrozen)}`, problems);
  },
};

/** The worker that made the latest attempt. */
async function findServing(instance: Instance, { workspace }: Customer): Promise<ChaosProcess> {
  const { worker } = await db().attempt.findFirstOrThrow({
    where: { workspaceId: workspace.id },
    orderBy: { startedAt: "desc" },
  });
  const serving = instance.workers.find(({ pid }) => worker.endsWith(`:${pid}`));
  if (!serving) throw new Error(`${worker} is none of our workers.`);
  return serving;
}

async function countOlder(customer: Customer, before: number): Promise<number> {
  return db().delivery.count({
    where: { workspaceId: customer.workspace.id, status: "pending", createdAt: { lt: new Date(before) } },
  });
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Time travel for the short form: a dead worker's leases run out at once. */
export async function endLeases(): Promise<void> {
  await db().$executeRaw`UPDATE delivery SET lease_until = now() - interval '1 second' WHERE lease_token IS NOT NULL`;
  await db().$executeRaw`UPDATE shard SET running_until = now() WHERE running_until > now()`;
}

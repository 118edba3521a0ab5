import { db, type Transaction } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { publicId } from "#lib/ids";
import { countInFlight, judge, lateness, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf, seconds } from "#scripts/chaos/process-faults";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const EVENTS = 20;
const HOLD_MS = 60_000;
/** A lost wake is made up for by the sweep within this, and a little for a busy machine. */
const SWEPT_WITHIN_MS = 30_000;

/** Holds something up in the database, and gives up what waited for it: its process is dead by then. */
async function holdUp(lock: (tx: Transaction) => Promise<unknown>, meanwhile: () => Promise<void>): Promise<void> {
  await db().$transaction(
    async (tx) => {
      await lock(tx);
      await meanwhile();
      await tx.$queryRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)) AND application_name <> ${SPARED}`;
    },
    { timeout: HOLD_MS },
  );
}

/** The engine's own statements; it is not what is killed here. */
const SPARED = "posthorn engine";

export const killedBeforeCommit: Scenario = {
  name: "2: kill -9 of the worker after the receiver's 200, before the outcome is committed",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const { target } = await customer.addWebhook();
    let inFlight = 0;
    await holdUp(
      (tx) => tx.$executeRaw`LOCK TABLE attempt IN SHARE MODE`,
      async () => {
        for (let i = 0; i < EVENTS; i++) await customer.publisher.publish();
        await until("everything was received", () => target.ledger.size === EVENTS && target.open === 0);
        await instance.worker.end("SIGKILL");
        inFlight = await countInFlight(customer);
      },
    );
    await instance.worker.start();
    await settled(customer);
    const problems = await judge(customer, { inFlight });
    if (inFlight !== EVENTS) problems.push(`${inFlight} outcomes of ${EVENTS} were not written`);
    if (target.duplicates !== EVENTS) problems.push(`${target.duplicates} of ${EVENTS} were sent again`);
    const rows = await db().delivery.findMany({ where: { workspaceId: customer.workspace.id } });
    for (const { id } of rows) {
      const { attempts } = await getDelivery(customer.owner, publicId("delivery", id));
      const shown = attempts.map(({ outcome }) => outcome).join();
      if (shown !== "interrupted,succeeded") problems.push(`a delivery shows ${shown}`);
    }
    return resultOf(customer, inFlight, "each shows both attempts", problems);
  },
};

export const killedBeforeWake: Scenario = {
  name: "3: kill -9 of the web process between the commit of an event and its wake",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const webhook = await customer.addWebhook();
    const served = () => db().shard.count({ where: { runningUntil: { gt: new Date() } } });
    await until("no dispatcher is at work", async () => (await served()) === 0);
    await holdUp(
      (tx) => tx.$queryRaw`SELECT id FROM shard FOR UPDATE`,
      async () => {
        await customer.publisher.publish(EVENTS);
        await instance.web.end("SIGKILL");
      },
    );
    const releasedAt = Date.now();
    await settled(customer);
    await instance.web.start();
    const problems = await judge(customer, { inFlight: 0 });
    const late = lateness(customer, webhook, releasedAt);
    if (late > SWEPT_WITHIN_MS) problems.push(`the sweep took ${seconds(late)}`);
    return resultOf(customer, 0, `found by the sweep after ${seconds(late)}`, problems);
  },
};

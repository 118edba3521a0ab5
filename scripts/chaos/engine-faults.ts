import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { countInFlight, judge, latencies, quantile, settled } from "#scripts/chaos/check";
import { PER_SECOND, resultOf, seconds, underLoad } from "#scripts/chaos/process-faults";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const STOPPED_MS = 60_000;
const UNREACHABLE_MS = 15_000;
/** I8: what is published after the recovery is not behind what waited. */
const HEALTHY_P99_MS = 5_000;
const SCHEMAS = ["posthorn_engine", "posthorn_engine_queue"];

export const engineStopped: Scenario = {
  name: "6: the engine stopped for a minute while events are accepted",
  async run(context) {
    const { instance, scale } = context;
    const { customer, stop } = await underLoad(context);
    await instance.worker.end("SIGTERM");
    const inFlight = await countInFlight(customer);
    const before = customer.publisher.ledger.size;
    await sleep(STOPPED_MS * scale);
    const backlog = customer.publisher.ledger.size - before;
    const startedAt = Date.now();
    await instance.worker.start();
    const recoveredAt = Date.now();
    const behind = () =>
      Math.max(...customer.webhooks.map(({ target }) => customer.publisher.ledger.size - target.total));
    await until("the backlog is sent", () => behind() < PER_SECOND / 2);
    const drainedMs = Date.now() - startedAt;
    const known = customer.publisher.ledger.size;
    await until("new events are accepted", () => customer.publisher.ledger.size >= known + 5 * PER_SECOND);
    await stop();
    await settled(customer);
    const fresh = quantile(
      customer.webhooks.flatMap((webhook) => latencies(customer, webhook).slice(known)),
      0.99,
    );
    const problems = await judge(customer, { inFlight, recoveredAt });
    if (backlog < (PER_SECOND / 2) * (STOPPED_MS / 1000) * scale) problems.push(`only ${backlog} events were accepted`);
    if (fresh > HEALTHY_P99_MS) problems.push(`I8: p99 of new events ${fresh} ms`);
    const note = `${backlog} events waited, sent ${seconds(drainedMs)} after the start; p99 of new ones ${fresh} ms`;
    return resultOf(customer, inFlight, note, problems);
  },
};

export const engineCutOff: Scenario = {
  name: "8: the engine can reach no function for a while",
  async run(context) {
    const { customer, stop, delivers } = await underLoad(context);
    const before = customer.publisher.ledger.size;
    // Nobody gets a job, and no run can store what became of a step.
    await db().$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe("LOCK TABLE posthorn_engine.work, posthorn_engine_queue._private_jobs");
        await sleep(UNREACHABLE_MS * context.scale);
      },
      { timeout: 2 * UNREACHABLE_MS },
    );
    const recoveredAt = Date.now();
    const accepted = customer.publisher.ledger.size - before;
    await delivers();
    await stop();
    await settled(customer);
    const problems = await judge(customer, { inFlight: 0, recoveredAt });
    if (accepted < (PER_SECOND / 2) * (UNREACHABLE_MS / 1000) * context.scale) {
      problems.push(`only ${accepted} events were accepted meanwhile`);
    }
    return resultOf(customer, null, `${accepted} events accepted meanwhile`, problems);
  },
};

export const engineWiped: Scenario = {
  name: "7, 13: everything the engine keeps is wiped, while it runs and between two starts",
  async run(context) {
    const { instance } = context;
    const { customer, stop, delivers } = await underLoad(context);
    await wipe();
    await delivers();
    await until("the engine has its tables again", hasTables);
    await sleep(PAST_RUN_MS * context.scale);
    await delivers();
    await instance.worker.end("SIGKILL");
    const inFlight = await countInFlight(customer);
    await wipe();
    await instance.worker.start();
    const recoveredAt = Date.now();
    await delivers();
    await stop();
    await settled(customer);
    return resultOf(customer, inFlight, "", await judge(customer, { inFlight, recoveredAt }));
  },
};

/** Runs that had begun before have ended by then. */
const PAST_RUN_MS = 25_000;

const wipe = () => db().$executeRawUnsafe(`DROP SCHEMA ${SCHEMAS.join(", ")} CASCADE`);

async function hasTables(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_namespace WHERE nspname = ANY(${SCHEMAS}::text[])`;
  return row?.count === SCHEMAS.length;
}

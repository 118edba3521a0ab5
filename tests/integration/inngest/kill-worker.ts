import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import pg from "pg";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { startEngine } from "#inngest/embedded/engine";

// A worker process for kill-anytime.test.ts. Every step notes that it began before it does anything.

const pool = new pg.Pool({ connectionString: String(process.env.DATABASE_URL), max: 6 });
pool.on("error", () => {});
pool.on("connect", (connection) => connection.on("error", () => {}));

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const client = new Inngest({ id: "test", isDev: true, aiMetadata: false, logger, fetch: embeddedFetch(() => pool) });

async function begin(runId: string, step: string): Promise<void> {
  await pool.query("INSERT INTO began (run, step) VALUES ($1, $2)", [runId, step]);
  await sleep(Math.random() * 30);
}

/** Holds what only one session can, which Postgres lets go of when the process is gone. */
async function hold(key: string): Promise<{ alone: boolean; pid: number }> {
  const session = await pool.connect();
  try {
    const lock = "hashtextextended($1, 1)";
    const { rows } = await session.query<{ alone: boolean }>(`SELECT pg_try_advisory_lock(${lock}) AS alone`, [key]);
    await sleep(Math.random() * 30);
    await session.query(`SELECT pg_advisory_unlock(${lock})`, [key]);
    return { alone: rows[0]?.alone ?? false, pid: process.pid };
  } finally {
    session.release();
  }
}

const functions = [
  client.createFunction(
    { id: "sums", retries: 4, concurrency: { limit: 2, key: "event.data.key" }, triggers: [{ event: "t/sums" }] },
    async ({ event, step, runId, attempt }) => {
      const one = await step.run("one", async () => {
        await begin(runId, "one");
        return 1;
      });
      const both = await Promise.all([
        step.run("left", async () => {
          await begin(runId, "left");
          return 10;
        }),
        step.run("right", async () => {
          await begin(runId, "right");
          if (attempt === 0 && event.data.fails) throw new Error("once");
          return 100;
        }),
      ]);
      await step.sleep("nap", "1s");
      await step.sendEvent("tell", { name: "t/told", data: { by: runId } });
      return one + both[0] + both[1];
    },
  ),
  client.createFunction(
    { id: "alone", concurrency: { limit: 1, key: "event.data.key" }, triggers: [{ event: "t/alone" }] },
    async ({ event, step }) => step.run("hold", () => hold(String(event.data.key))),
  ),
  client.createFunction({ id: "told", triggers: [{ event: "t/told" }] }, async ({ event }) => event.data.by as string),
  client.createFunction(
    {
      id: "fails",
      retries: 0,
      triggers: [{ event: "t/fails" }],
      onFailure: async ({ event, step, runId }) => {
        await step.run("note", () => begin(runId, `after ${event.data.run_id}`));
      },
    },
    async () => {
      await sleep(Math.random() * 30);
      throw new Error("always");
    },
  ),
];

await startEngine({ client, functions, pool, pollIntervalMs: 50, backoff: () => 20 });
process.send?.({ ready: true });

import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import pg from "pg";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { startEngine } from "#inngest/embedded/engine";

// A worker process for recovery.test.ts to kill. Every step notes on record that it ran, and in which process.

const pool = new pg.Pool({ connectionString: String(process.env.DATABASE_URL), max: 6 });
pool.on("error", () => {});
pool.on("connect", (connection) => connection.on("error", () => {}));

const client = new Inngest({ id: "test", isDev: true, aiMetadata: false, fetch: embeddedFetch(() => pool) });

async function note(run: string, step: string): Promise<void> {
  await pool.query("INSERT INTO ran (run, step, pid) VALUES ($1, $2, $3)", [run, step, process.pid]);
}

const functions = [
  client.createFunction(
    { id: "survivor", concurrency: { limit: 1, key: "event.data.key" }, triggers: [{ event: "t/survivor" }] },
    async ({ event, step }) => {
      const run = String(event.data.name);
      await step.run("before", () => note(run, "before"));
      await step.run("during", async () => {
        await note(run, "during");
        // The process that takes the run first is killed here; the one that repeats the step gets through.
        const { rows } = await pool.query("SELECT FROM ran WHERE run = $1 AND step = 'during'", [run]);
        if (rows.length === 1) await sleep(60_000);
      });
      await step.run("after", () => note(run, "after"));
    },
  ),
];

const engine = await startEngine({ client, functions, pool, pollIntervalMs: 50 });
process.on("message", async ({ stopWithin }: { stopWithin: number }) => {
  process.send?.({ drained: await engine.stop(stopWithin) }, () => process.exit(0));
});
process.send?.({ ready: true });

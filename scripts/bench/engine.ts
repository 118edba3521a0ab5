// The embedded engine by itself: a worker process with a function that does nothing. Tells its parent how long each
// event took to reach its first call, and how many runs are done.
import { Inngest } from "inngest";
import pg from "pg";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { startEngine } from "#inngest/embedded/engine";
import { NOTHING_EVENT, type SentAt } from "#scripts/bench/engine-case";

// As in scripts/worker.ts: the SDK copies the environment on every call.
process.env = { ...process.env };

const pool = new pg.Pool({ connectionString: String(process.env.DATABASE_URL), max: 8 });
pool.on("error", () => {});
pool.on("connect", (connection) => connection.on("error", () => {}));
const client = new Inngest({ id: "bench", isDev: true, checkpointing: false, fetch: embeddedFetch(() => pool) });
let latencies: number[] = [];

const nothing = client.createFunction({ id: "nothing", triggers: [{ event: NOTHING_EVENT }] }, async ({ event }) => {
  latencies.push(performance.timeOrigin + performance.now() - (event.data as SentAt).sentAt);
});

const engine = await startEngine({ client, functions: [nothing], pool });
process.on("message", () => {
  process.send?.({ type: "stats", latencies, completed: engine.stats().runsCompleted });
  latencies = [];
});
process.on("SIGTERM", () => void engine.stop(5_000).then(() => process.exit(0)));
process.send?.({ type: "ready" });

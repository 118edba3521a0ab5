import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import pg from "pg";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { BenchProcess } from "#scripts/bench/processes";

export const NOTHING_EVENT = "bench/nothing";
export interface SentAt {
  /** Milliseconds since 1970, with fractions. */
  sentAt: number;
}

const LATENCY_EVENTS = 300;
const LATENCY_EVERY_MS = 40;
const WARM_UP_RUNS = 2_000;
const RUNS = 10_000;
const BATCH = 500;

interface Stats {
  latencies: number[];
  completed: number;
}

/**
 * The embedded engine alone: milliseconds from `inngest.send()` in one process to the function's call in another while
 * nothing else happens, and how many runs of a function that does nothing are through per second. Sending is part of it.
 *
 * @param server any database of the server; the engine gets one of its own
 */
export async function measureEngine(server: string, env: NodeJS.ProcessEnv, execArgv: string[]) {
  const url = await createDatabase(server, "bench_engine");
  const worker = new BenchProcess(
    "engine",
    "scripts/bench/engine.ts",
    [],
    { ...env, DATABASE_URL: url.href },
    execArgv,
  );
  await worker.message("ready");
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  pool.on("error", () => {});
  const client = new Inngest({ id: "bench", isDev: true, fetch: embeddedFetch(() => pool) });
  const event = () => ({ name: NOTHING_EVENT, data: { sentAt: performance.timeOrigin + performance.now() } });
  const stats = async () => {
    const answer = worker.message<Stats>("stats");
    worker.child.send("stats");
    return answer;
  };
  const run = async (count: number) => {
    const { completed } = await stats();
    const startedAt = performance.now();
    const batches = Array.from({ length: count / BATCH }, () => Array.from({ length: BATCH }, event));
    await Promise.all(batches.map((batch) => client.send(batch)));
    while ((await stats()).completed < completed + count) await sleep(10);
    return (count / (performance.now() - startedAt)) * 1000;
  };

  await run(WARM_UP_RUNS);
  await stats();
  for (let i = 0; i < LATENCY_EVENTS; i++) {
    await client.send(event());
    await sleep(LATENCY_EVERY_MS);
  }
  const { latencies } = await stats();
  const runsPerSecond = await run(RUNS);
  await worker.stop();
  await pool.end();
  return { latencies, runsPerSecond };
}

async function createDatabase(server: string, name: string): Promise<URL> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = name;
  return url;
}

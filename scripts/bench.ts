// npm run bench: measures the full product path against the floor of the same machine in the same run. `-- engine` measures
// the embedded engine alone, `-- pages` the pages of a large workspace; `--data <directory>` keeps the database for a next run.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";
import {
  DELIVERY_CASES,
  type DeliveryCase,
  deliveriesOf,
  PublishClient,
  prefill,
  publishAll,
  publishRoundRobin,
  publishSingles,
  publishSteadily,
} from "#scripts/bench/cases";
import { measureEngine } from "#scripts/bench/engine-case";
import { type BenchProduct, createBenchProduct } from "#scripts/bench/fixtures";
import { machine, quantiles, round } from "#scripts/bench/numbers";
import { BenchProcess } from "#scripts/bench/processes";
import { measurePublishing } from "#scripts/bench/publishing-case";
import { buildApp, generateClient } from "#scripts/supervisor/build";
import { WEB_HEAP, WORKER_HEAP } from "#scripts/supervisor/processes";

const LATENCY_EVENTS_PER_SECOND = 50;
const LATENCY_SECONDS = 20;
const HANGING_WEBHOOKS = 100;
const HANGING_EVENTS_PER_SECOND = 50;
const SINGLE_SECONDS = 5;
/** Both sides deliver these before they are measured, so that neither is timed compiling its own code. */
const WARM_UP_EVENTS = 3000;
const WITH_SERVER_MODULES = [WORKER_HEAP, "--conditions=react-server"];

const { values: options, positionals } = parseArgs({ options: { data: { type: "string" } }, allowPositionals: true });
const dataDir = options.data ? path.resolve(options.data) : await mkdtemp(path.join(tmpdir(), "posthorn-bench-"));
await mkdir(dataDir, { recursive: true });
const database = await startEmbeddedDatabase({ dataDir, port: await findFreePort() });
const port = await findFreePort();
const env = {
  ...process.env,
  DATABASE_URL: database.url,
  PORT: String(port),
  POSTHORN_DATA_DIR: dataDir,
  POSTHORN_DEMO: "1",
  POSTHORN_LOG_LEVEL: "error",
  POSTHORN_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  NEXTAUTH_URL: `http://localhost:${port}`,
};
Object.assign(process.env, env);
const say = (text: string) => process.stderr.write(`${text}\n`);

const receiver = new BenchProcess("receiver", "scripts/bench/receiver.ts", [], env);
const { port: receiverPort } = await receiver.message<{ port: number }>("ready");
const receiverUrl = `http://127.0.0.1:${receiverPort}`;
const received = async (reset = false) =>
  (await (await fetch(`${receiverUrl}/${reset ? "reset" : ""}`)).json()) as { count: number; latencies: number[] };

async function untilReceived(count: number): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  while ((await received()).count < count) {
    if (Date.now() > giveUpAt) throw new Error(`Only ${(await received()).count} of ${count} deliveries arrived.`);
    await sleep(10);
  }
}

async function measureFloor(shape: DeliveryCase): Promise<number> {
  const warmUp = await createBenchProduct(receiverUrl, 1, 1);
  await prefill(warmUp, WARM_UP_EVENTS);
  const floor = new BenchProcess("floor", "scripts/bench/floor.ts", [receiverUrl], env, WITH_SERVER_MODULES);
  await floor.message("warm");
  const product = await createBenchProduct(receiverUrl, shape.workspaces, shape.webhooksEach);
  await prefill(product, shape.eventsEach);
  await received(true);
  const done = floor.message<{ ms: number }>("done");
  floor.child.send("run");
  const { ms } = await done;
  const { count } = await received();
  if (count !== deliveriesOf(shape)) throw new Error(`The floor delivered ${count} of ${deliveriesOf(shape)}.`);
  return (count / ms) * 1000;
}

async function measureProduct(shape: DeliveryCase, worker: BenchProcess) {
  const product = await createBenchProduct(receiverUrl, shape.workspaces, shape.webhooksEach);
  const client = new PublishClient(`http://127.0.0.1:${port}`, product.publishKey);
  const callsBefore = await engineCalls(worker);
  await received(true);
  const startedAt = performance.now();
  const acceptMs = await publishAll(client, product, shape.eventsEach);
  await untilReceived(deliveriesOf(shape));
  const ms = performance.now() - startedAt;
  // The run that served them lingers and ends: its calls belong to this case.
  await sleep(4_000);
  const calls = (await engineCalls(worker)) - callsBefore;
  await client.close();
  const deliveries = deliveriesOf(shape);
  return {
    deliveriesPerSecond: (deliveries / ms) * 1000,
    acceptedPerSecond: ((shape.workspaces * shape.eventsEach) / acceptMs) * 1000,
    engineCallsPer1000: (calls / deliveries) * 1000,
    duplicates: (await received()).count - deliveries,
  };
}

/** Publish → receive at a steady rate. */
async function measureLatency(product: BenchProduct, client: PublishClient, worker: BenchProcess) {
  await received(true);
  const callsBefore = await engineCalls(worker);
  await publishSteadily(client, product.workspaces[0] ?? "", LATENCY_EVENTS_PER_SECOND, LATENCY_SECONDS);
  await untilReceived(LATENCY_EVENTS_PER_SECOND * LATENCY_SECONDS);
  const { latencies } = await received();
  const calls = (await engineCalls(worker)) - callsBefore;
  return { ...quantiles(latencies), engineCallsPer1000: round((calls / latencies.length) * 1000) };
}

async function engineCalls(worker: BenchProcess): Promise<number> {
  const answer = worker.message<{ engine: { calls: number } }>("stats");
  worker.child.send({ type: "stats" });
  return (await answer).engine.calls;
}

/** Sending events to the embedded engine, and running functions that do nothing. */
async function measureEngineAlone() {
  say("embedded engine");
  const { latencies, runsPerSecond } = await measureEngine(database.url, env, WITH_SERVER_MODULES);
  return { sendToCallMs: quantiles(latencies), runsPerSecond: Math.round(runsPerSecond) };
}

async function build(): Promise<void> {
  say("building");
  const notAborted = new AbortController().signal;
  await generateClient(notAborted);
  await buildApp(env, notAborted);
}

/** The pages of a large workspace. Loaded only now: without the client's code there is nothing to read them with. */
async function measureLargePages(): Promise<void> {
  await build();
  const { measurePages } = await import("#scripts/bench/pages-case");
  await measurePages(env.NEXTAUTH_URL, database.pid, env, say);
}

/** The whole product, against the floor. */
async function measureAll(engine: Awaited<ReturnType<typeof measureEngineAlone>>) {
  await build();
  await applyMigrations(database.url);
  await raiseWall(database.url);
  // Each floor run has the database to itself: web and worker start afterwards.
  const { prepareShards } = await import("#lib/dispatch/sweep");
  const { setWakeSender } = await import("#lib/dispatch/wake");
  setWakeSender(async () => {});
  await prepareShards();
  const floors = new Map<string, number>();
  for (const shape of DELIVERY_CASES) {
    say(`floor: ${shape.name}`);
    floors.set(shape.name, await measureFloor(shape));
  }

  const web = new BenchProcess(
    "web",
    "node_modules/next/dist/bin/next",
    ["start", "--port", String(port), "--hostname", "127.0.0.1"],
    env,
    [WEB_HEAP],
  );
  const worker = new BenchProcess("worker", "scripts/worker.ts", [], env, WITH_SERVER_MODULES);
  await worker.message("ready");
  while (
    !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  )
    await sleep(50);

  say("warming up");
  await measureProduct({ name: "warm-up", workspaces: 1, webhooksEach: 1, eventsEach: WARM_UP_EVENTS }, worker);

  const deliveries = [];
  for (const shape of DELIVERY_CASES) {
    say(`product: ${shape.name}`);
    const product = await measureProduct(shape, worker);
    const floor = floors.get(shape.name) ?? Number.NaN;
    deliveries.push({
      case: shape.name,
      deliveriesPerSecond: Math.round(product.deliveriesPerSecond),
      floorPerSecond: Math.round(floor),
      ratio: round(product.deliveriesPerSecond / floor),
      acceptedPerSecond: Math.round(product.acceptedPerSecond),
      engineCallsPer1000: round(product.engineCallsPer1000),
      duplicates: product.duplicates,
    });
  }

  const steady = await createBenchProduct(receiverUrl, 1, 1);
  const client = new PublishClient(`http://127.0.0.1:${port}`, steady.publishKey);
  say(`latency at ${LATENCY_EVENTS_PER_SECOND} events/s`);
  const alone = await measureLatency(steady, client, worker);

  say(`latency beside ${HANGING_WEBHOOKS} webhooks that hang`);
  const hanging = await createBenchProduct(`${receiverUrl}/hang`, HANGING_WEBHOOKS, 1);
  const hangingClient = new PublishClient(`http://127.0.0.1:${port}`, hanging.publishKey);
  const hangingPublisher = publishRoundRobin(
    hangingClient,
    hanging.workspaces,
    HANGING_EVENTS_PER_SECOND,
    LATENCY_SECONDS + 20,
  );
  // Until the first requests have timed out and their webhooks are known to be slow.
  await sleep(18_000);
  const besideHanging = await measureLatency(steady, client, worker);
  await hangingPublisher;
  await hangingClient.close();

  say("single events");
  const quiet = await createBenchProduct(receiverUrl, 1, 0);
  const publishing = await measurePublishing(`http://127.0.0.1:${port}`, quiet, env);
  const subscribed = await publishSingles(client, steady.workspaces[0] ?? "", "invoice.paid", 32, SINGLE_SECONDS);

  const report = {
    machine,
    engine,
    deliveries,
    latencyMs: { alone, besideHanging },
    publishing: { ...publishing, oneWebhookDelivering: Math.round(subscribed) },
    peakMegabytes: { web: web.peakMegabytes(), worker: worker.peakMegabytes() },
  };
  console.log(JSON.stringify(report, null, 2));
  console.table(deliveries);
  console.table(report.latencyMs);
  console.table([report.publishing]);
  await client.close();
  await Promise.all([web.stop(), worker.stop()]);
}

try {
  if (positionals[0] === "pages") await measureLargePages();
  else if (positionals[0] === "engine") {
    console.log(JSON.stringify({ machine, engine: await measureEngineAlone() }, null, 2));
  } else await measureAll(await measureEngineAlone());
} finally {
  await receiver.stop();
  const { posthornDatabase } = globalThis as { posthornDatabase?: { $disconnect(): Promise<void> } };
  await posthornDatabase?.$disconnect();
  await database.stop();
  if (!options.data) await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);

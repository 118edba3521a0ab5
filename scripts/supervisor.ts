// Starts the database, the web process and the worker, keeps them running, and stops them in order.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "#lib/config-error";
import { type EmbeddedDatabase, findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { createProgress } from "./progress.mjs";
import { buildApp, generateClient } from "./supervisor/build.ts";
import type { SupervisedChild } from "./supervisor/child.ts";
import { prepareDatabase, setupSentence } from "./supervisor/database.ts";
import { Failure } from "./supervisor/failure.ts";
import { lockDataDir } from "./supervisor/lock.ts";
import { webProcess, workerProcess } from "./supervisor/processes.ts";
import { runToEnd } from "./supervisor/run.ts";
import { checkPortIsFree, readSettings, type Settings } from "./supervisor/settings.ts";

/** In-flight requests get this long; with the database's own stop it stays below the promised 15 s. */
const DRAIN_MS = 12_500;
const DATABASE_STOP_MS = 2_000;
/** One Ctrl-C arrives several times: from the terminal and from npm. Only a later one means "at once". */
const SAME_SIGNAL_MS = 700;

const progress = createProgress();
const stopping = new AbortController();
const children: SupervisedChild[] = [];
let database: EmbeddedDatabase | undefined;
let unlock: (() => Promise<void>) | undefined;

async function start(mode: Settings["mode"]): Promise<Settings> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const settings = await readSettings(mode);
  const { config, env } = settings;
  if (settings.embedded) unlock = await lockDataDir(config.dataDir, config.url);
  await checkPortIsFree(config);

  await Promise.all([
    progress.step("client", () => generateClient(stopping.signal)),
    settings.embedded && progress.step("database", () => startDatabase(settings)),
  ]);
  stopping.signal.throwIfAborted();
  await progress.step("migrations", () => prepareDatabase(env.DATABASE_URL, config));
  // The slow parts overlap: on a fresh machine with the build, later with the start of the processes.
  const seeded = config.demo ? progress.step("demo data", () => seed(env)) : Promise.resolve();
  seeded.catch(() => {});
  if (mode === "start") await progress.step("build", () => buildApp(env, stopping.signal));
  stopping.signal.throwIfAborted();
  const report = progress.line;
  const web = webProcess(settings, report);
  const worker = workerProcess(settings, database?.pid ?? 0, report);
  children.push(web, worker);
  await Promise.all([seeded, progress.step("web", () => web.start()), progress.step("worker", () => worker.start())]);
  return settings;
}

async function startDatabase(settings: Settings): Promise<void> {
  const { dataDir } = settings.config;
  const port = await findFreePort();
  database = await startEmbeddedDatabase({ dataDir, port });
  settings.env.DATABASE_URL = database.url;
  void keepDatabaseRunning(dataDir, port);
}

async function keepDatabaseRunning(dataDir: string, port: number): Promise<void> {
  for (;;) {
    await database?.exited;
    if (stopping.signal.aborted) return;
    progress.line(`! The database ended; starting it again (see ${path.join(dataDir, "postgres.log")}).`);
    await sleep(1_000);
    if (stopping.signal.aborted) return;
    try {
      database = await startEmbeddedDatabase({ dataDir, port });
    } catch (error) {
      progress.line(`! ${error instanceof Error ? error.message : error}`);
    }
  }
}

async function seed(env: NodeJS.ProcessEnv): Promise<void> {
  const failure = "The demo data can't be written";
  await runToEnd(["--conditions=react-server", "scripts/seed.ts"], { env, signal: stopping.signal, failure });
}

async function announce({ config, env, mode }: Settings): Promise<void> {
  const setup = await setupSentence(env.DATABASE_URL, config);
  // In one piece: who waits for the first line finds the rest.
  progress.line([`\nPosthorn ready at http://localhost:${config.port}`, ...(setup ? [setup] : [])].join("\n"));
  if (!config.demo) return;
  const demo: { users: { email: string; password: string; role: string }[] } = JSON.parse(
    await readFile(path.join(config.dataDir, "demo.json"), "utf8"),
  );
  const owner = demo.users.find((user) => user.role === "owner");
  if (owner) progress.line(`Sign in as ${owner.email} with the password ${owner.password}`);
  if (mode === "start") progress.line("Press Ctrl-C to stop.");
}

/** Drains web and worker, then stops the database, which they need until their end. */
async function stop(started: Promise<unknown>): Promise<void> {
  await Promise.all(children.map((child) => child.stop(DRAIN_MS)));
  await Promise.race([started.catch(() => {}), sleep(DATABASE_STOP_MS)]);
  await database?.stop(DATABASE_STOP_MS);
  await unlock?.();
}

function listenForStop(): Promise<void> {
  return new Promise((resolve) => {
    let since = 0;
    const onSignal = () => {
      if (since === 0) {
        since = Date.now();
        stopping.abort();
        resolve();
      } else if (Date.now() - since > SAME_SIGNAL_MS) {
        for (const child of children) child.kill();
        database?.kill();
        process.exit(130);
      }
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
    // The launcher that started us is gone.
    process.once("disconnect", onSignal);
  });
}

function explain(error: unknown): void {
  const isExpected = error instanceof Failure || error instanceof ConfigError;
  const text =
    error instanceof Error
      ? (!isExpected && process.env.POSTHORN_LOG_LEVEL === "debug" && error.stack) || error.message
      : error;
  console.error(`\n${text}`);
}

// Whoever reads our output may leave before us (`npm start | head`).
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
const stopRequested = listenForStop();
const started = start(process.argv[2] === "dev" ? "dev" : "start");
let exitCode = 0;
try {
  const settings = await Promise.race([started, stopRequested]);
  if (settings) await announce(settings);
  await stopRequested;
} catch (error) {
  exitCode = 1;
  explain(error);
  stopping.abort();
}
await stop(started);
process.exit(exitCode);

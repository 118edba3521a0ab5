import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { open, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseAccount, findBinaries } from "#lib/database/embedded-binaries";
import { createCluster, runInCluster, stopLeftover } from "#lib/database/embedded-cluster";

/** A PostgreSQL server of our own, listening on a loopback port. */
export interface EmbeddedDatabase {
  url: string;
  pid: number;
  /** Resolves when the server has gone, wanted or not. */
  exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back. An immediate one when that takes longer than `timeoutMs`. */
  stop(timeoutMs?: number): Promise<void>;
  /** Immediate shutdown without waiting for it. Nothing committed is lost; the next start replays the log. */
  kill(): void;
}

export interface EmbeddedOptions {
  /** Holds `postgres/` (the cluster), `postgres.password` and `postgres.log`. */
  dataDir: string;
  port: number;
  /** Tests do without fsync: their data need not outlive a power cut. Default true. */
  durable?: boolean;
}

const USER = "posthorn";
const DATABASE = "posthorn";
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const MAX_LOG_BYTES = 10_000_000;

/** For a small machine that also runs the app. Replication is off, so less is logged; parallel plans cost more than they save. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  wal_compression: "on",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  max_parallel_workers_per_gather: "0",
  jit: "off",
};
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts PostgreSQL on `dataDir`, creating the cluster at the first start. A server that a killed Posthorn left behind on
 * the same data is stopped first; the caller makes sure that no living Posthorn owns it.
 *
 * @throws {Error} one sentence for the operator when the server can't start
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, port, durable = true } = options;
  const directory = path.join(dataDir, "postgres");
  const account = databaseAccount();
  const binaries = await findBinaries(account);
  const isNew = !(await exists(path.join(directory, "PG_VERSION")));
  const password = await readPassword(path.join(dataDir, "postgres.password"), isNew);
  if (isNew) await createCluster(binaries.initdb, { directory, user: USER, password, account, durable });
  else await stopLeftover(directory);

  const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const settings = { ...SETTINGS, ...(durable ? {} : NOT_DURABLE) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const logFile = path.join(dataDir, "postgres.log");
  const log = await openLog(logFile);
  const server = runInCluster(binaries.postgres, ["-p", String(port), ...flags], {
    directory,
    account,
    output: log.fd,
  });
  const exited = once(server, "exit").then(() => log.close());
  try {
    await ensureDatabase(url("postgres"), server);
  } catch (error) {
    server.kill("SIGQUIT");
    await exited;
    const reason = (await fatalLine(logFile)) ?? (error instanceof Error ? error.message : String(error));
    throw new Error(`The embedded database does not start: ${reason} (see ${logFile}).`);
  }
  return {
    url: url(DATABASE),
    pid: server.pid as number,
    exited,
    stop: async (timeoutMs = 10_000) => {
      server.kill("SIGINT");
      if (await settlesWithin(exited, timeoutMs)) return;
      server.kill("SIGQUIT");
      await exited;
    },
    kill: () => {
      server.kill("SIGQUIT");
    },
  };
}

/** A TCP port on loopback that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free TCP port.");
  return address.port;
}

/** Waits until the server takes connections, and creates our database at the first start. */
async function ensureDatabase(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error("the server has stopped");
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
      if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (!isNotReadyYet(error) || Date.now() > deadline) throw error;
      await sleep(POLL_MS);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function isNotReadyYet(error: unknown): boolean {
  const cannotConnectNow = "57P03";
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ECONNREFUSED" || code === "ECONNRESET" || code === cannotConnectNow;
}

async function readPassword(file: string, isNew: boolean): Promise<string> {
  if (isNew) {
    const password = randomBytes(24).toString("base64url");
    await writeFile(file, password, { mode: 0o600 });
    return password;
  }
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new Error(`The database exists but its password does not: ${file} can't be read, so restore that file.`);
  }
}

async function openLog(file: string) {
  const size = await stat(file)
    .then(({ size }) => size)
    .catch(() => 0);
  if (size > MAX_LOG_BYTES) await truncate(file);
  return open(file, "a", 0o600);
}

async function fatalLine(logFile: string): Promise<string | undefined> {
  const lines = (await readFile(logFile, "utf8")).trimEnd().split("\n").slice(-20);
  return lines.findLast((line) => /\b(FATAL|PANIC):/.test(line))?.replace(/^.*?\b(FATAL|PANIC):\s*/, "");
}

async function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return Promise.race([promise.then(() => true), sleep(timeoutMs, false, { ref: false })]);
}

async function exists(file: string): Promise<boolean> {
  return stat(file)
    .then(() => true)
    .catch(() => false);
}

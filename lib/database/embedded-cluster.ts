import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chown, mkdir, readFile, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "#lib/database/embedded-binaries";

export interface ClusterOptions {
  directory: string;
  user: string;
  password: string;
  account: Account | undefined;
  durable: boolean;
}

const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/** Creates a cluster beside its place and moves it there when it is complete, so that a killed start leaves no half of one. */
export async function createCluster(initdb: string, options: ClusterOptions): Promise<void> {
  const { directory, user, password, account, durable } = options;
  const staging = `${directory}.new`;
  const cluster = path.join(staging, "cluster");
  const passwordFile = path.join(staging, "password");
  await rm(staging, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) {
    for (const file of [staging, cluster, passwordFile]) await chown(file, account.uid, account.gid);
  }
  const flags = [
    `--username=${user}`,
    "--pwfile=../password",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Postgres's own C.UTF-8 sorts alike on every machine, whatever locales the host has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ];
  const child = runInCluster(initdb, flags, { directory: cluster, account, output: "pipe" });
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  child.stdout?.resume();
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0)
    throw new Error(`The database can't be created in ${directory}: ${output.trim() || `initdb answered ${code}`}`);
  await rename(cluster, directory);
  await rm(staging, { recursive: true });
}

/**
 * Runs one of PostgreSQL's programs on a data directory.
 *
 * As root on Linux the other account may be unable to enter the directories above (mode 0700), so the program is started
 * inside the data directory, which happens before the switch of account, and calls it by a name that needs no way there.
 */
export function runInCluster(
  program: string,
  args: string[],
  { directory, account, output }: { directory: string; account: Account | undefined; output: number | "pipe" },
): ChildProcess {
  const name = account && process.platform === "linux" ? "/proc/self/cwd" : directory;
  return spawn(program, ["-D", name, ...args], {
    ...account,
    cwd: directory,
    // A group of its own: Ctrl-C in the terminal must not reach the database before the processes that use it.
    detached: true,
    // PGDATA, PGPORT and their like must not reach it either.
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: process.env.TZ, LC_ALL: "C" },
    stdio: ["ignore", output, output],
  });
}

/** Stops a server that works on `directory` although nobody looks after it, and removes its lock file. */
export async function stopLeftover(directory: string): Promise<void> {
  const lockFile = path.join(directory, "postmaster.pid");
  const text = await readFile(lockFile, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!pid) return;
  const isAlive = () => worksIn(pid, directory);
  if (await isAlive()) {
    process.kill(pid, "SIGINT");
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (await isAlive()) {
      if (Date.now() > deadline) process.kill(pid, "SIGQUIT");
      await sleep(POLL_MS);
    }
  }
  // The number may belong to another program by now, which would keep PostgreSQL from starting.
  await rm(lockFile, { force: true });
}

/** Whether process `pid` exists and has `directory` as its working directory (or, without /proc, as an argument). */
async function worksIn(pid: number, directory: string): Promise<boolean> {
  if (process.platform === "linux") {
    const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    return workingDirectory === (await realpath(directory));
  }
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(directory);
  } catch {
    return false;
  }
}

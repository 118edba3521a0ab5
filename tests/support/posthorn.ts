import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** `.data/demo.json`. */
export interface Demo {
  url: string;
  products: Record<string, { publishKey: string; workspace: string; apiKey: string }>;
  operatorKey: string;
  users: { email: string; password: string; role: string; workspace: string }[];
}

export interface RunOptions {
  /** Default: a new temporary directory. */
  dataDir?: string;
  env?: Record<string, string>;
}

/** A run of `npm start`, from its first line to its exit. */
export interface PosthornRun {
  process: ChildProcess;
  dataDir: string;
  /** What it has printed so far. */
  output(): string;
  /** Resolves with the exit code. */
  exited: Promise<number | null>;
}

export type Posthorn = Awaited<ReturnType<typeof startPosthorn>>;

const READY = /Posthorn ready at (http:\/\/localhost:\d+)\n/;
/** What would lead a run away from its own data directory. */
const NOT_INHERITED = ["DATABASE_URL", "POSTHORN_ENCRYPTION_KEY", "POSTHORN_DEMO", "POSTHORN_URL", "HOST", "VITEST"];

/** Runs what `npm start` runs, on a free port and a data directory of its own, without waiting for anything. */
export function runPosthorn({ dataDir, env }: RunOptions = {}): PosthornRun {
  const directory = dataDir ?? mkdtempSync(path.join(tmpdir(), "posthorn-app-"));
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name)));
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...inherited,
      NODE_ENV: "production",
      PORT: "0",
      POSTHORN_LOG_LEVEL: "warn",
      POSTHORN_DATA_DIR: directory,
      ...env,
    },
    // The channel ends it when the tests are killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  return {
    process: child,
    dataDir: directory,
    output: () => output,
    exited: once(child, "close").then(([code]) => code),
  };
}

/** Runs Posthorn and waits until it is ready. `remove` stops it and deletes its data. */
export async function startPosthorn(options?: RunOptions) {
  const run = runPosthorn(options);
  const url = await new Promise<string>((resolve, reject) => {
    run.process.stdout?.on("data", () => {
      const ready = READY.exec(run.output());
      if (ready?.[1]) resolve(ready[1]);
    });
    run.exited.then((code) => reject(new Error(`Posthorn did not start (exit code ${code}):\n${run.output()}`)));
  });
  const stop = () => {
    run.process.kill("SIGTERM");
    return run.exited;
  };
  return {
    ...run,
    url,
    stop,
    remove: async () => {
      await stop();
      await rm(run.dataDir, { recursive: true, force: true });
    },
  };
}

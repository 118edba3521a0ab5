import { setTimeout as sleep } from "node:timers/promises";
import { SupervisedChild } from "./child.ts";
import type { Settings } from "./settings.ts";

const GUARD = ["--import", "./scripts/supervisor/orphan-guard.ts"];
const NEXT = "node_modules/next/dist/bin/next";
const POLL_MS = 25;

/** The web process: ready when `/readyz` says so. */
export function webProcess({ mode, config, env }: Settings, report: (line: string) => void): SupervisedChild {
  const host = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[config.host] ?? config.host;
  return new SupervisedChild({
    name: "web",
    args: [...GUARD, NEXT, mode, "--port", String(config.port), "--hostname", config.host],
    env,
    report,
    ready: async (_child, signal) => {
      while (!signal.aborted) {
        const isReady = await fetch(`http://${host}:${config.port}/readyz`, { signal })
          .then((answer) => answer.ok)
          .catch(() => false);
        if (isReady) return;
        await sleep(POLL_MS);
      }
    },
  });
}

/** The worker process: ready when it says so. In development it starts again whenever one of its files changes. */
export function workerProcess(
  { mode, env }: Settings,
  databasePid: number,
  report: (line: string) => void,
): SupervisedChild {
  const watch = mode === "dev" ? ["--watch", "--watch-preserve-output"] : [];
  return new SupervisedChild({
    name: "worker",
    args: [...watch, "--conditions=react-server", ...GUARD, "scripts/worker.ts"],
    env: { ...env, POSTHORN_STOP_ON_ORPHAN: String(databasePid) },
    report,
    ready: (child) =>
      new Promise((resolve) => {
        child.on("message", (message: { type?: unknown }) => {
          if (message.type === "ready") resolve();
        });
      }),
  });
}

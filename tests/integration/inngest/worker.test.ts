import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "#tests/support/database";

describe("the worker process", () => {
  let url: string;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    url = await createTestDatabase();
  });

  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill("SIGKILL");
  });

  function startWorker(env: Record<string, string> = {}): ChildProcess & { output(): string } {
    let text = "";
    const worker = fork("scripts/worker.ts", {
      execArgv: ["--conditions=react-server"],
      env: { ...process.env, DATABASE_URL: url, POSTHORN_LOG_LEVEL: "info", ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    workers.push(worker);
    for (const stream of [worker.stdout, worker.stderr]) {
      stream?.on("data", (chunk) => {
        text += chunk;
      });
    }
    return Object.assign(worker, { output: () => text });
  }

  test.each<[string, Record<string, string>, string]>([
    ["with the embedded engine", {}, "embedded"],
    ["beside a real Inngest", { INNGEST_DEV: "http://127.0.0.1:1" }, "external"],
  ])("%s says when it is ready, and SIGTERM ends it", async (_, env, engine) => {
    const worker = startWorker(env);
    expect((await once(worker, "message"))[0]).toEqual({ type: "ready" });
    worker.kill("SIGTERM");
    expect((await once(worker, "close"))[0]).toBe(0);
    const lines = worker
      .output()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { msg: string; engine?: string });
    expect(lines.find(({ msg }) => msg === "worker ready")).toMatchObject({ engine });
  });

  test("ends when its parent does", async () => {
    const worker = startWorker();
    await once(worker, "message");
    worker.disconnect();
    expect((await once(worker, "exit"))[0]).toBe(0);
  });

  test("says in one sentence what keeps it from starting", async () => {
    const worker = startWorker({ POSTHORN_ENCRYPTION_KEY: "short" });
    expect((await once(worker, "close"))[0]).toBe(1);
    expect(worker.output().trim().split("\n")).toHaveLength(1);
    expect(worker.output()).toContain("POSTHORN_ENCRYPTION_KEY");
  });
});

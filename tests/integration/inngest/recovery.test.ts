import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

let rig: Awaited<ReturnType<typeof createRig>>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  rig = await createRig();
  await rig.pool.query("CREATE TABLE ran (run text, step text, pid integer, at timestamptz DEFAULT clock_timestamp())");
});

beforeEach(async () => {
  await rig.pool.query("TRUNCATE ran");
});

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});

async function startWorker(): Promise<ChildProcess> {
  const worker = fork("tests/integration/inngest/crash-worker.ts", {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, DATABASE_URL: rig.url },
  });
  workers.push(worker);
  await once(worker, "message");
  return worker;
}

async function ran(step: string): Promise<{ run: string; pid: number; at: Date }[]> {
  return (await rig.pool.query("SELECT run, pid, at FROM ran WHERE step = $1 ORDER BY at", [step])).rows;
}

test("kill -9 in the middle of a step: another worker repeats that step within seconds, and no other", async () => {
  const doomed = await startWorker();
  // Two runs of one key: the second waits for the slot that the killed process holds.
  await rig.client.send([1, 2].map((n) => ({ name: "t/survivor", data: { key: "a", n } })));
  await expect.poll(() => ran("during"), { timeout: 10_000 }).toHaveLength(1);
  const second = await startWorker();
  const killedAt = Date.now();
  doomed.kill("SIGKILL");
  await expect.poll(() => ran("after"), { timeout: 15_000 }).toHaveLength(1);

  const [done] = await ran("after");
  expect(done?.pid).toBe(second.pid);
  expect((done?.at.getTime() ?? 0) - killedAt).toBeLessThan(6_000);
  expect((await ran("before")).filter(({ run }) => run === done?.run)).toHaveLength(1);
  expect((await ran("during")).filter(({ run }) => run === done?.run)).toHaveLength(2);
  await expect.poll(async () => (await ran("during")).length, { timeout: 10_000 }).toBe(3);
});

test("kill -9 of the only worker: the next one that starts goes on at once", async () => {
  const doomed = await startWorker();
  await rig.client.send({ name: "t/survivor", data: { key: "b" } });
  await expect.poll(() => ran("during"), { timeout: 10_000 }).toHaveLength(1);
  doomed.kill("SIGKILL");
  await once(doomed, "exit");
  await startWorker();
  await expect.poll(() => ran("after"), { timeout: 10_000 }).toHaveLength(1);
  expect(await ran("before")).toHaveLength(1);
});

test("a stop that cannot wait longer gives the run to the other workers", async () => {
  const leaving = await startWorker();
  await rig.client.send({ name: "t/survivor", data: { key: "c" } });
  await expect.poll(() => ran("during"), { timeout: 10_000 }).toHaveLength(1);
  const staying = await startWorker();
  leaving.send({ stopWithin: 200 });
  const [{ drained }] = (await once(leaving, "message")) as [{ drained: boolean }];
  expect(drained).toBe(false);
  await expect.poll(() => ran("after"), { timeout: 10_000 }).toHaveLength(1);
  expect((await ran("after"))[0]?.pid).toBe(staying.pid);
});

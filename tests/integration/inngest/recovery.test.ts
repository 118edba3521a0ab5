import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

let rig: Awaited<ReturnType<typeof createRig>>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  rig = await createRig();
  await rig.pool.query("CREATE TABLE ran (run text, step text, pid integer, at timestamptz DEFAULT clock_timestamp())");
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

/** Who ran a step of a run, in order. Other tests' runs may go on meanwhile. */
async function ran(run: string, step: string): Promise<{ pid: number; at: Date }[]> {
  return (await rig.pool.query("SELECT pid, at FROM ran WHERE run = $1 AND step = $2 ORDER BY at", [run, step])).rows;
}

/** How many engines show that they live. */
async function engines(): Promise<number | null> {
  const alive = "SELECT FROM posthorn_engine.engines WHERE seen_at > now() - interval '5 seconds'";
  return (await rig.pool.query(alive)).rowCount;
}

const patience = { timeout: 30_000 };

test("kill -9 in the middle of a step: another worker repeats that step, and no other", async () => {
  const doomed = await startWorker();
  // The second waits for the slot that the killed process holds.
  await rig.client.send({ name: "t/survivor", data: { key: "a", name: "first" } });
  await expect.poll(() => ran("first", "during"), patience).toHaveLength(1);
  await rig.client.send({ name: "t/survivor", data: { key: "a", name: "second" } });
  const other = await startWorker();
  doomed.kill("SIGKILL");
  await expect.poll(() => ran("first", "after"), patience).toHaveLength(1);

  const [done] = await ran("first", "after");
  expect(done?.pid).toBe(other.pid);
  expect(await ran("first", "before")).toHaveLength(1);
  expect(await ran("first", "during")).toHaveLength(2);
  await expect.poll(() => ran("second", "during"), patience).toHaveLength(1);
});

test("kill -9 of the only worker: the next one that starts goes on at once", async () => {
  const doomed = await startWorker();
  await rig.client.send({ name: "t/survivor", data: { key: "b", name: "alone" } });
  await expect.poll(() => ran("alone", "during"), patience).toHaveLength(1);
  doomed.kill("SIGKILL");
  await once(doomed, "exit");
  await startWorker();
  await expect.poll(() => ran("alone", "after"), patience).toHaveLength(1);
  expect(await ran("alone", "before")).toHaveLength(1);
});

test("a worker that is stopped but not dead loses its run to another, and takes part again when it goes on", async () => {
  const stopped = await startWorker();
  await rig.client.send({ name: "t/survivor", data: { key: "d", name: "frozen" } });
  await expect.poll(() => ran("frozen", "during"), patience).toHaveLength(1);
  const other = await startWorker();
  stopped.kill("SIGSTOP");
  await expect.poll(() => ran("frozen", "after"), { timeout: 30_000 }).toHaveLength(1);
  expect((await ran("frozen", "after"))[0]?.pid).toBe(other.pid);
  expect(await engines()).toBe(1);
  stopped.kill("SIGCONT");
  await expect.poll(engines, patience).toBe(2);
});

test("a stop that cannot wait longer gives the run to the other workers", async () => {
  const leaving = await startWorker();
  await rig.client.send({ name: "t/survivor", data: { key: "c", name: "handed over" } });
  await expect.poll(() => ran("handed over", "during"), patience).toHaveLength(1);
  const staying = await startWorker();
  leaving.send({ stopWithin: 200 });
  const [{ drained }] = (await once(leaving, "message")) as [{ drained: boolean }];
  expect(drained).toBe(false);
  await expect.poll(() => ran("handed over", "after"), patience).toHaveLength(1);
  expect((await ran("handed over", "after"))[0]?.pid).toBe(staying.pid);
});

test("when the database drops every connection, runs under way and new ones still end", async () => {
  let goOn = () => {};
  const dropped = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await rig.start([
    rig.client.createFunction({ id: "cut off", triggers: [{ event: "t/cut-off" }] }, async ({ event, step }) => {
      await step.run("wait", () => (event.data.wait ? dropped : undefined));
    }),
  ]);
  await rig.client.send({ name: "t/cut-off", data: { wait: true } });
  await expect.poll(async () => (await rig.runs("cut off"))[0]?.status, patience).toBe("running");
  await rig.pool
    .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")
    .catch(() => {});
  goOn();
  await rig.client.send({ name: "t/cut-off", data: { wait: false } });
  expect((await rig.finished("cut off", 2)).map((run) => run.status)).toEqual(["completed", "completed"]);
});

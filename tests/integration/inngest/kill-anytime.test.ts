import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

/** More of them by hand: `KILLS=100 npm test -- tests/integration/inngest/kill-anytime.test.ts`. */
const KILLS = Number(process.env.KILLS ?? 8);
const SENT_BEFORE_EACH = 6;
const LONGEST_WAIT_MS = 400;

const workers: ChildProcess[] = [];
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

test("kill -9 at any moment, again and again: no run is lost, no stored step runs again, limits hold across processes", async () => {
  const rig = await createRig();
  await rig.pool.query("CREATE TABLE began (run uuid, step text, at timestamptz DEFAULT clock_timestamp())");
  const start = async () => {
    const worker = fork("tests/integration/inngest/kill-worker.ts", {
      execArgv: ["--conditions=react-server"],
      env: { ...process.env, DATABASE_URL: rig.url },
    });
    workers.push(worker);
    await once(worker, "message");
    return worker;
  };

  let [doomed, other] = [await start(), await start()];
  const waits: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const sums = Array.from({ length: SENT_BEFORE_EACH }, (_, n) => ({
      name: "t/sums",
      data: { key: `${n % 2}`, fails: n % 3 === 0 },
    }));
    const alone = sums.map(({ data }) => ({ name: "t/alone", data }));
    await rig.client.send([...sums, ...alone, { name: "t/fails", data: {} }]);
    const waitMs = Math.random() * LONGEST_WAIT_MS;
    waits.push(waitMs);
    await sleep(waitMs);
    doomed.kill("SIGKILL");
    await once(doomed, "exit");
    [doomed, other] = [other, await start()];
  }

  const expected = KILLS * SENT_BEFORE_EACH;
  const unfinished = "SELECT count(*)::int FROM posthorn_engine.runs WHERE finished_at IS NULL";
  const left = async () => (await rig.pool.query<{ count: number }>(unfinished)).rows[0]?.count;
  await expect.poll(left, { timeout: 60_000, message: `killed after ${waits}` }).toBe(0);
  const runs = await rig.runs("sums");
  expect(runs).toHaveLength(expected);
  expect(runs.every(({ status, output }) => status === "completed" && output === 111)).toBe(true);
  const alone = (await rig.runs("alone")).map(({ output }) => output as { alone: boolean; pid: number });
  expect(alone).toHaveLength(expected);
  expect(alone.filter((one) => !one?.alone)).toEqual([]);
  expect(new Set(alone.map(({ pid }) => pid)).size, "of several processes").toBeGreaterThan(1);
  // Each told at least once that it was through, each failure handled.
  const told = new Set((await rig.runs("told")).map(({ output }) => output));
  expect(runs.filter(({ id }) => !told.has(id))).toEqual([]);
  const failed = await rig.runs("fails");
  expect(failed.map(({ status }) => status)).toEqual(Array.from({ length: KILLS }, () => "failed"));
  const handled = await rig.runs("fails-failure");
  expect(handled.map(({ status }) => status)).toEqual(Array.from({ length: KILLS }, () => "completed"));
  // A step that began after its result was stored was run although it was memoised.
  const { rows: repeated } = await rig.pool.query(
    `SELECT began.* FROM began JOIN posthorn_engine.steps ON steps.run_id = began.run AND steps.name = began.step
      WHERE began.at > steps.finished_at`,
  );
  expect(repeated, `killed after ${waits}`).toEqual([]);
  const { rows: work } = await rig.pool.query("SELECT FROM posthorn_engine.work");
  expect(work).toHaveLength(0);
}, 600_000);

import { NonRetriableError } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { engineMetrics } from "#inngest/status/engine-metrics";
import { getRun } from "#inngest/status/get-run";
import { listRuns } from "#inngest/status/list-runs";
import { readEngine } from "#inngest/status/read-engine";
import { readQueue } from "#inngest/status/read-queue";
import { operatorContext } from "#lib/auth/operator-context";
import type { RunFilters } from "#lib/engine/run-filters";
import { createRig } from "#tests/integration/inngest/rig";

const operator = { id: "u", name: "Operator", email: "operator@example.com", isOperator: true, sessionId: "s" };
const ctx = operatorContext(operator, { address: null });

describe("of the embedded engine an operator sees", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;
  let release = () => {};

  beforeAll(async () => {
    rig = await createRig();
    const { client } = rig;
    await rig.start([
      client.createFunction({ id: "steps", triggers: [{ event: "t/steps" }] }, async ({ step, attempt }) => {
        await step.run("flaky", () => {
          if (attempt === 0) throw new Error("not yet");
          return { rows: 3 };
        });
        await step.sleep("nap", "1s");
        return "done";
      }),
      client.createFunction({ id: "fails", triggers: [{ event: "t/fails" }] }, async ({ step }) => {
        await step.run("final", () => {
          throw new NonRetriableError("no such replay");
        });
      }),
      client.createFunction({ id: "held", concurrency: 1, triggers: [{ event: "t/held" }] }, async ({ step }) => {
        await step.run("hold", () => new Promise<void>((resolve) => (release = resolve)));
      }),
      client.createFunction({ id: "many", triggers: [{ event: "t/many" }] }, async () => null),
    ]);
  });

  const list = async (filters: RunFilters) => (await listRuns(ctx, filters, rig.pool)).data;

  test("a run's event, steps, durations, failed attempts and result", async () => {
    await rig.client.send({ name: "t/steps", data: { shard: 3, odd: "\u0000" } });
    const [finished] = await rig.finished("steps");
    const run = await getRun(ctx, String(finished?.id), rig.pool);
    expect(run).toMatchObject({
      functionId: "test-steps",
      status: "completed",
      event: "t/steps",
      error: null,
      next: [],
    });
    expect(JSON.parse(run.eventJson)).toMatchObject({ data: { shard: 3 } });
    expect(run.outputJson).toBe('"done"');
    expect(run.steps.map(({ name, kind, attempts }) => ({ name, kind, attempts }))).toEqual([
      { name: "flaky", kind: "call", attempts: 2 },
      { name: "nap", kind: "sleep", attempts: 1 },
    ]);
    expect(run.steps[0]?.outputJson).toBe('{"rows":3}');
    expect(run.steps[0]?.durationMs).toBeGreaterThan(0);
    expect(run.steps[1]?.durationMs).toBeGreaterThanOrEqual(900);
    expect(run.failures).toMatchObject([{ stepName: "flaky", attempt: 1, error: { message: "not yet" } }]);
    expect(run.failures[0]?.retryAt).not.toBeNull();
  });

  test("a run that failed, found by its status, and why", async () => {
    await rig.client.send({ name: "t/fails", data: {} });
    await rig.finished("fails");
    const runs = await list({ status: "failed" });
    expect(runs).toMatchObject([{ functionId: "test-fails", status: "failed", error: "no such replay" }]);
    const run = await getRun(ctx, String(runs[0]?.id), rig.pool);
    expect(run.failure).toEqual({ name: "NonRetriableError", message: "no such replay" });
    expect(run.failures.map(({ stepName }) => stepName)).toContain("final");
  });

  test("what runs now, and what waits for a slot", async () => {
    await rig.client.send([{ name: "t/held" }, { name: "t/held" }]);
    await expect.poll(() => readQueue(rig.pool)).toMatchObject({ running: 1, waitingForSlot: 1, due: 0, workers: 1 });
    expect((await list({ status: "running" })).map(({ functionId }) => functionId)).toEqual(["test-held"]);
    const [waiting] = await list({ status: "queued" });
    expect((await getRun(ctx, String(waiting?.id), rig.pool)).next).toMatchObject([{ state: "waiting for a slot" }]);
    release();
    await expect.poll(() => list({ status: "queued" })).toEqual([]);
    release();
    await rig.finished("held", 2);
  });

  test("what was sent for later, and since when something waits that could begin", async () => {
    await rig.client.send({ name: "t/many", ts: Date.now() + 3_600_000 });
    await expect.poll(() => readQueue(rig.pool)).toMatchObject({ scheduled: 1, oldestDueMs: 0 });
  });

  test("runs of a function, newest first, page by page in both directions", async () => {
    for (let n = 0; n < 5; n++) await rig.client.send({ name: "t/many", data: { n } });
    await rig.finished("many", 5);
    const filters = { function: "test-many", status: "completed" } as const;
    const all = (await list(filters)).map(({ id }) => id);
    expect(all).toEqual(all.toSorted().reverse());
    const first = await listRuns(ctx, { ...filters, limit: 2 }, rig.pool);
    const second = await listRuns(ctx, { ...filters, limit: 2, cursor: String(first.nextCursor) }, rig.pool);
    const back = await listRuns(ctx, { ...filters, limit: 2, cursor: String(second.previousCursor) }, rig.pool);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(all.slice(0, 4));
    expect(back.data).toEqual(first.data);
  });

  test("nothing under an id that is not a run's", async () => {
    for (const id of ["x", crypto.randomUUID()]) {
      await expect(getRun(ctx, id, rig.pool)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("counters for Prometheus, which the engines add to every few seconds", async () => {
    const metric = async (line: string) =>
      (await engineMetrics(rig.pool, false)).split("\n").find((text) => text.startsWith(line));
    const polled = { timeout: 10_000 };
    const finished = (fn: string, status: string) =>
      `posthorn_engine_runs_finished_total{function="test-${fn}",status="${status}"}`;
    await expect.poll(() => metric(finished("many", "completed")), polled).toBe(`${finished("many", "completed")} 5`);
    await expect.poll(() => metric(finished("fails", "failed")), polled).toBe(`${finished("fails", "failed")} 1`);
    const buckets = 'posthorn_engine_send_to_call_seconds_bucket{function="test-many",le="+Inf"}';
    expect(await metric(buckets)).toBe(`${buckets} 5`);
    const unfinished = 'posthorn_engine_runs_unfinished{function="test-many",status="queued"}';
    expect(await metric(unfinished)).toBe(`${unfinished} 1`);
    expect(await metric("posthorn_engine_workers")).toBe("posthorn_engine_workers 1");
  });
});

test("an engine that has not started yet has nothing to show, and one that has counts for the app's own functions", async () => {
  const rig = await createRig();
  const before = await readEngine(ctx, rig.pool);
  expect(before).toMatchObject({ kind: "embedded", numbers: [], queue: { workers: 0, due: 0 } });
  expect((await listRuns(ctx, {}, rig.pool)).data).toEqual([]);
  await rig.start([rig.client.createFunction({ id: "any", triggers: [{ event: "t/any" }] }, async () => null)]);
  const after = await readEngine(ctx, rig.pool);
  expect(after.functions.map(({ id }) => id)).toContain("posthorn-dispatch-shard");
  const idle = { running: 0, queued: 0, completed: 0, failed24h: 0, lastRunAt: null };
  expect(after).toMatchObject({ queue: { workers: 1 } });
  const numbers = after.kind === "embedded" ? after.numbers : [];
  expect(numbers).toHaveLength(after.functions.length);
  expect(numbers).toContainEqual({ functionId: "posthorn-dispatch-shard", ...idle });
});

test("everybody else is told that there is nothing", () => {
  expect(() => operatorContext({ ...operator, isOperator: false }, { address: null })).toThrow(
    "There is no such page.",
  );
});

test("metrics of the engine are empty until a worker has started, and with a real Inngest", async () => {
  const rig = await createRig();
  expect(await engineMetrics(rig.pool, false)).toBe("");
  expect(await engineMetrics(rig.pool, true)).toBe("");
});

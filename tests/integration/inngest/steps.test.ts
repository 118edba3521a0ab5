import { beforeAll, describe, expect, test } from "vitest";
import { createRig, type Run } from "#tests/integration/inngest/rig";

describe("the embedded engine runs steps", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;
  const trace: string[] = [];
  const mark = <Value>(name: string, value: Value): Value => {
    trace.push(name);
    return value;
  };

  /** The names of a run's memoised steps, in the order in which they finished. */
  async function stepNames(run: Run | undefined): Promise<string[]> {
    const { rows } = await rig.pool.query<{ name: string }>(
      "SELECT name FROM posthorn_engine.steps WHERE run_id = $1 ORDER BY position",
      [run?.id],
    );
    return rows.map(({ name }) => name);
  }

  beforeAll(async () => {
    rig = await createRig();
    const { client } = rig;
    await rig.start([
      client.createFunction({ id: "sequence", triggers: [{ event: "t/sequence" }] }, async ({ event, step, runId }) => {
        trace.push("call");
        const one = await step.run("one", () => mark("one", { nested: [1, null, "\u0000"] }));
        const two = await step.run("two", () => mark("two", undefined));
        return { one, two, event: event.data, runId };
      }),
      client.createFunction({ id: "loop", triggers: [{ event: "t/loop" }] }, async ({ step }) => {
        let sum = 0;
        for (let index = 0; index < 5; index++) sum += await step.run("add", () => index);
        return sum;
      }),
      client.createFunction({ id: "parallel", triggers: [{ event: "t/parallel" }] }, async ({ step }) => {
        const before = await step.run("before", () => 1);
        const parts = await Promise.all([
          step.run("left", () => mark("left", "left")),
          step.run("right", () => mark("right", "right")),
          step.sleep("nap", 1_000).then(() => "nap"),
        ]);
        return [before, ...parts, await step.run("after", () => mark("after", "after"))];
      }),
      client.createFunction({ id: "race", triggers: [{ event: "t/race" }] }, async ({ step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race([step.run("fast", () => "fast"), step.sleep("slow", "1s").then(() => "slow")]),
        );
        return step.run("after", () => `${winner} won`);
      }),
      client.createFunction({ id: "sleeper", triggers: [{ event: "t/sleeper" }] }, async ({ step }) => {
        const start = await step.run("start", () => Date.now());
        await step.sleep("second", "1s");
        const middle = await step.run("middle", () => Date.now());
        await step.sleepUntil("until", new Date(middle + 700));
        return { slept: middle - start, sleptUntil: (await step.run("end", () => Date.now())) - middle };
      }),
      client.createFunction({ id: "sender", triggers: [{ event: "t/sender" }] }, async ({ step }) => {
        const { ids } = await step.sendEvent("send", [
          { name: "t/sequence", data: { from: "sender" } },
          { name: "t/nobody", data: {} },
        ]);
        return ids.length;
      }),
      client.createFunction(
        { id: "no-checkpoints", checkpointing: false, triggers: [{ event: "t/plain" }] },
        async ({ step }) => step.run("only", () => "done"),
      ),
    ]);
  });

  test("one after the other, each once, and stores the result of the function", async () => {
    trace.length = 0;
    await rig.client.send({ name: "t/sequence", data: { odd: "\u0000 \ud800 ü", list: [] } });
    const [run] = await rig.finished("sequence");
    expect(run).toMatchObject({ status: "completed", error: null });
    expect(run?.output).toEqual({
      one: { nested: [1, null, "\u0000"] },
      two: null,
      event: { odd: "\u0000 \ud800 ü", list: [] },
      runId: run?.id,
    });
    expect(trace).toEqual(["call", "one", "call", "two", "call"]);
    expect(await stepNames(run)).toEqual(["one", "two"]);
  });

  test("with the same name in a loop, each apart", async () => {
    await rig.client.send({ name: "t/loop", data: {} });
    expect((await rig.finished("loop"))[0]?.output).toBe(10);
  });

  test("in parallel, each once, and goes on when all are done", async () => {
    trace.length = 0;
    await rig.client.send({ name: "t/parallel", data: {} });
    const [run] = await rig.finished("parallel");
    expect(run?.output).toEqual([1, "left", "right", "nap", "after"]);
    expect(trace.toSorted()).toEqual(["after", "left", "right"]);
    expect(run && run.finished_at.getTime() - run.started_at.getTime()).toBeGreaterThanOrEqual(1_000);
  });

  test("in a race, goes on with the first, and ends when the others are done too", async () => {
    await rig.client.send({ name: "t/race", data: {} });
    const [run] = await rig.finished("race");
    expect(run).toMatchObject({ status: "completed", output: "fast won" });
    expect(await stepNames(run)).toEqual(["fast", "after", "slow"]);
  });

  test("and sleeps between them as long as it is told, not much longer", async () => {
    await rig.client.send({ name: "t/sleeper", data: {} });
    const output = (await rig.finished("sleeper"))[0]?.output as { slept: number; sleptUntil: number };
    expect(output.slept).toBeGreaterThanOrEqual(1_000);
    expect(output.slept).toBeLessThan(3_000);
    expect(output.sleptUntil).toBeGreaterThanOrEqual(700);
    expect(output.sleptUntil).toBeLessThan(3_000);
  });

  test("that send events, which start other functions", async () => {
    await rig.client.send({ name: "t/sender", data: {} });
    expect((await rig.finished("sender"))[0]?.output).toBe(2);
    const outputs = (await rig.finished("sequence", 2)).map((run) => (run.output as { event: unknown }).event);
    expect(outputs).toContainEqual({ from: "sender" });
  });

  test("whether or not the function asks for checkpointing", async () => {
    await rig.client.send({ name: "t/plain", data: {} });
    expect((await rig.finished("no-checkpoints"))[0]?.output).toBe("done");
  });
});

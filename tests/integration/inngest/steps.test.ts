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
      client.createFunction({ id: "race", triggers: [{ event: "t/race" }] }, async ({ step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race([step.run("fast", () => "fast"), step.sleep("slow", "1s").then(() => "slow")]),
        );
        return step.run("after", () => `${winner} won`);
      }),
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

  test("in a race, goes on with the first, and ends when the others are done too", async () => {
    await rig.client.send({ name: "t/race", data: {} });
    const [run] = await rig.finished("race");
    expect(run).toMatchObject({ status: "completed", output: "fast won" });
    expect(await stepNames(run)).toEqual(["fast", "after", "slow"]);
  });
});

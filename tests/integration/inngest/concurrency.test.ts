import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

describe("a concurrency limit holds across engines", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;
  /** How many calls of each key run now, and the most that ever did. */
  const running = new Map<string, number>();
  const most = new Map<string, number>();

  async function work(key: string, ms: number): Promise<void> {
    const count = (running.get(key) ?? 0) + 1;
    running.set(key, count);
    most.set(key, Math.max(most.get(key) ?? 0, count));
    await sleep(ms);
    running.set(key, (running.get(key) ?? 1) - 1);
  }

  beforeAll(async () => {
    rig = await createRig();
    const { client } = rig;
    const functions = [
      client.createFunction(
        { id: "keyed", concurrency: { limit: 1, key: "event.data.shard" }, triggers: [{ event: "t/keyed" }] },
        async ({ event, step }) => {
          await step.run("work", () => work(`keyed ${event.data.shard}`, 30));
        },
      ),
      client.createFunction({ id: "capped", concurrency: 3, triggers: [{ event: "t/capped" }] }, async () =>
        work("capped", 300),
      ),
      client.createFunction(
        { id: "sleeping", concurrency: 1, triggers: [{ event: "t/sleeping" }] },
        async ({ step }) => {
          await step.sleep("nap", "1h");
        },
      ),
      client.createFunction(
        { id: "failing", concurrency: 1, triggers: [{ event: "t/failing" }] },
        async ({ attempt }) => {
          if (attempt === 0) throw new Error("once");
        },
      ),
    ];
    // The poll is slow here: if each run waited for it to get its slot, no test would end in time.
    await rig.start(functions, { pollIntervalMs: 5_000 });
    await rig.start(functions, { pollIntervalMs: 5_000 });
  });

  test("with a key, for each of its values apart", async () => {
    await rig.client.send(Array.from({ length: 20 }, (_, index) => ({ name: "t/keyed", data: { shard: index % 2 } })));
    await rig.finished("keyed", 20);
    expect(most.get("keyed 0")).toBe(1);
    expect(most.get("keyed 1")).toBe(1);
  });

  test("without a key, for the function, and is used up to the limit", async () => {
    await rig.client.send(Array.from({ length: 12 }, () => ({ name: "t/capped", data: {} })));
    await rig.finished("capped", 12);
    expect(most.get("capped")).toBe(3);
  });

  test("but not while a run sleeps", async () => {
    await rig.client.send(Array.from({ length: 4 }, () => ({ name: "t/sleeping", data: {} })));
    const begun = async () => (await rig.runs("sleeping")).filter((run) => run.started_at).length;
    await expect.poll(begun, { timeout: 20_000 }).toBe(4);
    expect((await rig.runs("sleeping")).every(({ status }) => status === "running")).toBe(true);
  });

  test("and a failed attempt gives its slot back", async () => {
    await rig.client.send(Array.from({ length: 3 }, () => ({ name: "t/failing", data: {} })));
    const runs = await rig.finished("failing", 3);
    expect(runs.map((run) => run.status)).toEqual(["completed", "completed", "completed"]);
    const { rows } = await rig.pool.query("SELECT FROM posthorn_engine.work WHERE has_slot");
    expect(rows).toHaveLength(0);
  });
});

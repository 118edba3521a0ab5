import { beforeAll, describe, expect, test } from "vitest";
import { cancelRun } from "#inngest/embedded/cancel-run";
import { purgeRuns } from "#inngest/embedded/purge-runs";
import { createRig } from "#tests/integration/inngest/rig";

describe("events of the embedded engine", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;

  beforeAll(async () => {
    rig = await createRig();
    const { client } = rig;
    await rig.start([
      client.createFunction({ id: "first", triggers: [{ event: "t/first" }] }, async ({ event }) => event.data),
      client.createFunction({ id: "once", triggers: [{ event: "t/once" }] }, async () => "ran"),
      client.createFunction({ id: "long", triggers: [{ event: "t/long" }] }, async ({ step }) => {
        await step.sleep("long", "1h");
      }),
    ]);
  });

  test("that nobody waits for are accepted", async () => {
    expect((await rig.client.send([{ name: "t/unknown" }, { name: "t/unknown" }])).ids).toHaveLength(2);
  });

  test("with the same id count once, in a batch and later", async () => {
    const event = { id: "wake-1", name: "t/once", data: {} };
    await rig.client.send([event, event]);
    await rig.client.send(event);
    await rig.client.send({ ...event, id: "wake-2" });
    await rig.finished("once", 2);
    expect(await rig.runs("once")).toHaveLength(2);
  });

  test("with the same id count again after 24 hours", async () => {
    await rig.pool.query(
      "UPDATE posthorn_engine.event_ids SET received_at = now() - interval '25 hours' WHERE id = 'wake-1'",
    );
    await rig.client.send({ id: "wake-1", name: "t/once", data: {} });
    await rig.finished("once", 3);
  });

  test("start runs that can be canceled while they wait", async () => {
    await rig.client.send({ name: "t/long", data: {} });
    const run = await expect
      .poll(async () => (await rig.runs("long")).find(({ status }) => status === "running"))
      .toBeDefined()
      .then(async () => (await rig.runs("long"))[0]);
    expect(await cancelRun(rig.pool, run?.id ?? "")).toBe(true);
    expect((await rig.runs("long"))[0]).toMatchObject({ status: "canceled" });
    expect(await cancelRun(rig.pool, run?.id ?? "")).toBe(false);
    const { rows } = await rig.pool.query("SELECT FROM posthorn_engine.work WHERE run_id = $1", [run?.id]);
    expect(rows).toHaveLength(0);
  });

  test("leave runs behind, which are purged with their steps some time after the end", async () => {
    await rig.client.send({ name: "t/first", data: {} });
    const finished = await rig.finished("first");
    await rig.pool.query("UPDATE posthorn_engine.runs SET finished_at = now() - interval '4 days' WHERE id = $1", [
      finished[0]?.id,
    ]);
    expect(await purgeRuns(rig.pool, new Date(Date.now() - 3 * 86_400_000))).toBe(1);
    expect(await rig.runs("first")).toHaveLength(finished.length - 1);
  });
});

describe("events sent before any worker has started", () => {
  test("are refused, so that the sender tries again", async () => {
    const rig = await createRig();
    await expect(rig.client.send({ name: "t/any", data: {} })).rejects.toThrow("posthorn_engine");
  });
});

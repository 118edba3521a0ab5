import { beforeAll, describe, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

describe("when a function of the embedded engine fails", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;
  const calls = new Map<string, number[]>();
  const backoffs: number[] = [];

  /** Notes an attempt and says which one it is, counted from 0. */
  function attempt(name: string, number: number): number {
    calls.set(name, [...(calls.get(name) ?? []), number]);
    return number;
  }

  beforeAll(async () => {
    rig = await createRig();
    const { client } = rig;
    await rig.start(
      [
        client.createFunction({ id: "step", triggers: [{ event: "t/step" }] }, async ({ step, attempt: number }) => {
          const first = await step.run("flaky", () => {
            if (attempt("step", number) < 2) throw new Error("not yet");
            return "first";
          });
          const second = await step.run("flaky too", () => {
            if (attempt("step too", number) < 1) throw new Error("not yet");
            return "second";
          });
          return [first, second];
        }),
        client.createFunction({ id: "waits", triggers: [{ event: "t/waits" }] }, async ({ step }) =>
          step.waitForEvent("wait", { event: "t/never", timeout: "1h" }),
        ),
      ],
      {
        backoff: (number) => {
          backoffs.push(number);
          return 20;
        },
      },
    );
  });

  test("a step is tried again with its own count, and what was done before is not", async () => {
    await rig.client.send({ name: "t/step", data: {} });
    expect((await rig.finished("step"))[0]?.output).toEqual(["first", "second"]);
    expect(calls.get("step")).toEqual([0, 1, 2]);
    expect(calls.get("step too")).toEqual([0, 1]);
    expect(backoffs).toEqual([0, 1, 0]);
  });

  test("because it waits for an event, the error says that the engine cannot", async () => {
    await rig.client.send({ name: "t/waits", data: {} });
    const [run] = await rig.finished("waits");
    expect(run).toMatchObject({ status: "failed" });
    expect(run?.error?.message).toBe(
      'The step "wait" is a WaitForEvent, which the embedded Inngest engine does not support.',
    );
  });
});

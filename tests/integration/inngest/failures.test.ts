import { NonRetriableError, RetryAfterError } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

describe("when a function of the embedded engine fails", () => {
  let rig: Awaited<ReturnType<typeof createRig>>;
  const calls = new Map<string, number[]>();
  const backoffs: number[] = [];
  const failures: { functionId: string; runId: string; message: string; original: unknown }[] = [];

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
        client.createFunction(
          { id: "function", triggers: [{ event: "t/function" }] },
          async ({ attempt: number, maxAttempts }) => {
            if (attempt("function", number) < 3) throw new Error("not yet");
            return { number, maxAttempts };
          },
        ),
        client.createFunction(
          {
            id: "exhausted",
            retries: 2,
            triggers: [{ event: "t/exhausted" }],
            onFailure: async ({ error, event }) => {
              failures.push({
                functionId: event.data.function_id,
                runId: event.data.run_id,
                message: error.message,
                original: event.data.event.data,
              });
            },
          },
          async ({ step, attempt: number }) =>
            step.run("hopeless", () => {
              attempt("exhausted", number);
              throw new Error("hopeless");
            }),
        ),
        client.createFunction({ id: "caught", retries: 1, triggers: [{ event: "t/caught" }] }, async ({ step }) => {
          const answer = await step
            .run("hopeless", () => {
              throw new TypeError("hopeless");
            })
            .catch((error: Error) => `caught ${error.message}`);
          return step.run("recover", () => answer);
        }),
        client.createFunction({ id: "final", triggers: [{ event: "t/final" }] }, async ({ attempt: number }) => {
          attempt("final", number);
          throw new NonRetriableError("never");
        }),
        client.createFunction(
          { id: "final-step", triggers: [{ event: "t/final-step" }] },
          async ({ step, attempt: number }) =>
            step.run("final", () => {
              attempt("final-step", number);
              throw new NonRetriableError("never");
            }),
        ),
        client.createFunction({ id: "later", triggers: [{ event: "t/later" }] }, async ({ step, attempt: number }) =>
          step.run("later", () => {
            if (attempt("later", number) === 0) throw new RetryAfterError("busy", 1_000);
            return "done";
          }),
        ),
        client.createFunction({ id: "waits", triggers: [{ event: "t/waits" }] }, async ({ step }) =>
          step.waitForEvent("wait", { event: "t/never", timeout: "1h" }),
        ),
        client.createFunction(
          { id: "parallel", retries: 1, triggers: [{ event: "t/parallel" }] },
          async ({ step, attempt: number }) =>
            Promise.all([
              step.run("good", () => {
                attempt("parallel good", number);
                return "good";
              }),
              step.run("bad once", () => {
                if (attempt("parallel bad", number) === 0) throw new Error("once");
                return "recovered";
              }),
            ]),
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

  test("between steps, the function is tried again", async () => {
    await rig.client.send({ name: "t/function", data: {} });
    expect((await rig.finished("function"))[0]?.output).toEqual({ number: 3, maxAttempts: 5 });
    expect(calls.get("function")).toEqual([0, 1, 2, 3]);
  });

  test("for good, the run fails with the error and onFailure gets it", async () => {
    await rig.client.send({ name: "t/exhausted", data: { n: 7 } });
    const [run] = await rig.finished("exhausted");
    expect(run).toMatchObject({ status: "failed", output: null, error: { message: "hopeless" } });
    expect(calls.get("exhausted")).toEqual([0, 1, 2]);
    await rig.finished("exhausted-failure");
    expect(failures).toEqual([
      { functionId: "test-exhausted", runId: run?.id, message: "hopeless", original: { n: 7 } },
    ]);
  });

  test("in a step, it may catch the error and go on", async () => {
    await rig.client.send({ name: "t/caught", data: {} });
    expect((await rig.finished("caught"))[0]).toMatchObject({ status: "completed", output: "caught hopeless" });
  });

  test.each(["final", "final-step"])("with a NonRetriableError (%s), it is not tried again", async (id) => {
    await rig.client.send({ name: `t/${id}`, data: {} });
    expect((await rig.finished(id))[0]).toMatchObject({ status: "failed", error: { message: "never" } });
    expect(calls.get(id)).toEqual([0]);
  });

  test("with a RetryAfterError, it is tried again at that time", async () => {
    await rig.client.send({ name: "t/later", data: {} });
    const [run] = await rig.finished("later");
    expect(run?.output).toBe("done");
    expect(run && run.finished_at.getTime() - run.started_at.getTime()).toBeGreaterThanOrEqual(1_000);
  });

  test("because it waits for an event, the error says that the engine cannot", async () => {
    await rig.client.send({ name: "t/waits", data: {} });
    const [run] = await rig.finished("waits");
    expect(run).toMatchObject({ status: "failed" });
    expect(run?.error?.message).toBe(
      'The step "wait" is a WaitForEvent, which the embedded Inngest engine does not support.',
    );
  });

  test("in one of two parallel steps, the other is left alone", async () => {
    await rig.client.send({ name: "t/parallel", data: {} });
    expect((await rig.finished("parallel"))[0]?.output).toEqual(["good", "recovered"]);
    expect(calls.get("parallel good")).toEqual([0]);
    expect(calls.get("parallel bad")).toEqual([0, 1]);
  });
});

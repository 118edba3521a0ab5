import { setTimeout as sleep } from "node:timers/promises";
import { cron, type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";

/** What a function did: in which run, when (milliseconds), and whatever else it wants to be known. */
export interface Note {
  case: string;
  fn: string;
  runId: string;
  what: string;
  at: number;
  value?: unknown;
}

/** Everything the functions have noted, in order. They run in this process, whoever calls them. */
export const notes: Note[] = [];

const MEET_MS = 60_000;

/** Waits for others, and a moment more for those that should not come. */
async function meet(isMet: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isMet() && waitedMs < MEET_MS; waitedMs += 100) await sleep(100);
  await sleep(300);
}

interface Call {
  event: { data?: unknown };
  runId: string;
}

/** One function per feature that Posthorn may use. Their events are `<prefix>/<feature>` with `data.case`. */
export function conformanceFunctions(client: Inngest, prefix: string): InngestFunction.Any[] {
  const on = (feature: string) => [{ event: `${prefix}/${feature}` }];
  const noteFor = (fn: string, { event, runId }: Call) => {
    const data = (event.data ?? {}) as { case?: string };
    const note = <Value>(what: string, value?: Value): Value => {
      notes.push({ case: data.case ?? fn, fn, runId, what, at: Date.now(), value });
      return value as Value;
    };
    note("called");
    return note;
  };

  return [
    client.createFunction({ id: "order", triggers: on("order") }, async (call) => {
      const note = noteFor("order", call);
      const one = await call.step.run("one", () => note("one", { nested: [1, null, "ü"] }));
      const two = await call.step.run("two", () => note("two", undefined));
      return note("returned", { one, two, data: call.event.data });
    }),
    client.createFunction({ id: "checkpointed", checkpointing: true, triggers: on("checkpointed") }, async (call) => {
      const note = noteFor("checkpointed", call);
      await call.step.run("one", () => note("one", 1));
      return note("returned", await call.step.run("two", () => note("two", 2)));
    }),
    client.createFunction({ id: "loop", triggers: on("loop") }, async (call) => {
      const note = noteFor("loop", call);
      let sum = 0;
      for (let index = 0; index < 5; index++) sum += await call.step.run("add", () => index);
      return note("returned", sum);
    }),
    client.createFunction({ id: "parallel", triggers: on("parallel") }, async (call) => {
      const note = noteFor("parallel", call);
      const { step, attempt } = call;
      const before = await step.run("before", () => note("before", "before"));
      const parts = await Promise.all([
        step.run("left", () => note("left", "left")),
        step.run("right", () => {
          note("right", attempt);
          if (attempt === 0) throw new RetryAfterError("once", 2_000);
          return "right";
        }),
        step.sleep("nap", "1s").then(() => "nap"),
      ]);
      return note("returned", [before, ...parts, await step.run("after", () => note("after", "after"))]);
    }),
    client.createFunction({ id: "race", triggers: on("race") }, async (call) => {
      const note = noteFor("race", call);
      const { step, group } = call;
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([step.run("fast", () => "fast"), step.sleep("slow", "8s").then(() => "slow")]),
      );
      return note("returned", await step.run("after", () => `${winner} won`));
    }),
    client.createFunction({ id: "sleep", triggers: on("sleep") }, async (call) => {
      const note = noteFor("sleep", call);
      const { step } = call;
      const start = await step.run("start", () => Date.now());
      await step.sleep("second", "1s");
      const middle = await step.run("middle", () => Date.now());
      await step.sleepUntil("until", new Date(middle + 2_000));
      const end = await step.run("end", () => Date.now());
      return note("returned", { slept: middle - start, sleptUntil: end - middle });
    }),
    client.createFunction({ id: "send", triggers: on("send") }, async (call) => {
      const note = noteFor("send", call);
      const data = call.event.data as { case: string };
      const { ids } = await call.step.sendEvent("send", [
        { name: `${prefix}/loop`, data },
        { name: `${prefix}/nobody`, data },
      ]);
      return note("returned", ids.length);
    }),
    client.createFunction({ id: "first", triggers: [...on("shared"), ...on("once")] }, async (call) => {
      return noteFor("first", call)("returned", "first");
    }),
    client.createFunction({ id: "second", triggers: on("shared") }, async (call) => {
      return noteFor("second", call)("returned", "second");
    }),
    client.createFunction({ id: "dated", triggers: on("dated") }, async (call) => {
      noteFor("dated", call)("ran", call.event.ts);
    }),
    client.createFunction(
      { id: "keyed", concurrency: { limit: 1, key: "event.data.key" }, triggers: on("keyed") },
      async (call) => {
        const note = noteFor("keyed", call);
        const { key } = call.event.data as { key: string };
        const { case: name } = call.event.data as { case: string };
        await call.step.run("work", async () => {
          note("begin", key);
          // The first of each key wait for one another, which they can only where both keys' runs work at once.
          await meet(() => notes.some((one) => one.case === name && one.what === "begin" && one.value !== key));
          note("end", key);
        });
      },
    ),
    client.createFunction({ id: "capped", concurrency: 2, triggers: on("capped") }, async (call) => {
      const note = noteFor("capped", call);
      const { case: name } = call.event.data as { case: string };
      await call.step.run("work", async () => {
        note("begin");
        await meet(() => notes.filter((one) => one.case === name && one.what === "begin").length > 1);
        note("end");
      });
      // A sleeping run holds no slot.
      await call.step.sleep("nap", "1h");
    }),
    client.createFunction({ id: "backoff", retries: 1, triggers: on("backoff") }, async (call) => {
      const note = noteFor("backoff", call);
      const answer = await call.step.run("flaky", () => {
        note("tried", call.attempt);
        if (call.attempt === 0) throw new Error("once");
        return "recovered";
      });
      return note("returned", answer);
    }),
    client.createFunction({ id: "counts", retries: 2, triggers: on("counts") }, async (call) => {
      const note = noteFor("counts", call);
      const flaky = (name: string, failures: number) =>
        call.step.run(name, () => {
          note(name, call.attempt);
          if (call.attempt < failures) throw new RetryAfterError("not yet", 2_000);
          return name;
        });
      return note("returned", [await flaky("twice", 2), await flaky("once", 1)]);
    }),
    client.createFunction({ id: "between", retries: 2, triggers: on("between") }, async (call) => {
      const note = noteFor("between", call);
      const before = await call.step.run("before", () => note("before", "before"));
      // Not in the step itself, whose attempts are its own.
      if (call.attempt < 2) {
        note("tried", call.attempt);
        throw new RetryAfterError("not yet", 2_000);
      }
      return note("returned", { before, attempt: call.attempt, maxAttempts: call.maxAttempts });
    }),
    client.createFunction(
      {
        id: "hopeless",
        retries: 1,
        triggers: on("hopeless"),
        onFailure: async ({ error, event, runId }) => {
          const { function_id, run_id, event: original } = event.data;
          const { case: name } = original.data as { case: string };
          const value = { functionId: function_id, runId: run_id, message: error.message };
          notes.push({ case: name, fn: "hopeless-failure", runId, what: "failure", at: Date.now(), value });
        },
      },
      async (call) => {
        const note = noteFor("hopeless", call);
        await call.step.run("hopeless", () => {
          note("tried", call.attempt);
          throw new RetryAfterError("hopeless", 2_000);
        });
      },
    ),
    client.createFunction({ id: "caught", retries: 0, triggers: on("caught") }, async (call) => {
      const note = noteFor("caught", call);
      const answer = await call.step
        .run("hopeless", () => {
          throw new TypeError("hopeless");
        })
        .catch((error: Error) => `caught ${error.message}`);
      return note("returned", await call.step.run("recover", () => answer));
    }),
    client.createFunction({ id: "final", triggers: on("final") }, async (call) => {
      noteFor("final", call)("tried", call.attempt);
      throw new NonRetriableError("never");
    }),
    client.createFunction({ id: "final-step", triggers: on("final-step") }, async (call) => {
      const note = noteFor("final-step", call);
      await call.step.run("final", () => {
        note("tried", call.attempt);
        throw new NonRetriableError("never");
      });
    }),
    client.createFunction(
      { id: "canceled", cancelOn: [{ event: `${prefix}/cancel`, match: "data.key" }], triggers: on("canceled") },
      async (call) => {
        const note = noteFor("canceled", call);
        const { key } = call.event.data as { key: string };
        await call.step.run("begin", () => note("begin", key));
        await call.step.sleep("nap", "5s");
        note("returned", key);
      },
    ),
    client.createFunction({ id: "minutely", triggers: [cron("* * * * *")] }, async (call) => {
      noteFor("minutely", call)("ran", call.event.name);
    }),
  ];
}

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { conformanceFunctions, type Note, notes } from "#tests/conformance/inngest/functions";
import { openTarget, type Run, type Target } from "#tests/conformance/inngest/target";

/** Against the embedded engine in `npm test`, against a real server in `npm run test:inngest`. */
describe.concurrent(`Inngest functions on the ${inject("inngest")}`, () => {
  let target: Target;

  beforeAll(async () => {
    target = await openTarget();
    await target.start(conformanceFunctions(target.client, target.prefix));
  });

  /** What a feature's events carry, and how they are sent. */
  interface Event {
    id?: string;
    ts?: number;
    data?: Record<string, unknown>;
  }

  /** Sends events of a feature, all with one case name, which it returns. */
  async function send(feature: string, ...events: Event[]): Promise<string> {
    const name = randomUUID();
    const list = events.length > 0 ? events : [{}];
    await target.client.send(
      list.map(({ data, ...event }) => ({
        ...event,
        name: `${target.prefix}/${feature}`,
        data: { ...data, case: name },
      })),
    );
    return name;
  }

  const notesOf = (name: string, fn: string): Note[] => notes.filter((note) => note.case === name && note.fn === fn);
  const values = (name: string, fn: string, what: string) =>
    notesOf(name, fn)
      .filter((note) => note.what === what)
      .map(({ value }) => value);

  /** Waits until `count` runs of a function have ended, and returns all there are. */
  async function ended(name: string, fn: string, count = 1): Promise<Run[]> {
    const waiting = { timeout: 110_000, interval: 100 };
    const isEnded = ({ status }: Run) => status !== "running";
    return vi.waitUntil(async () => {
      const ids = new Set(notesOf(name, fn).map(({ runId }) => runId));
      if (ids.size < count) return false;
      const runs = await Promise.all([...ids].map((id) => target.run(id)));
      return runs.every(isEnded) && runs;
    }, waiting);
  }

  /** What a run that has to succeed returned. */
  async function output(name: string, fn: string): Promise<unknown> {
    const [run] = await ended(name, fn);
    expect(run?.status).toBe("completed");
    return values(name, fn, "returned").at(-1);
  }

  test("steps run in order, each once, and their results reach the end", async () => {
    const name = await send("order", { data: { text: "ü \u2028", list: [] } });
    expect(await output(name, "order")).toEqual({
      one: { nested: [1, null, "ü"] },
      two: null,
      data: { text: "ü \u2028", list: [], case: name },
    });
    // A step is a call of its own.
    const calls = ["called", "one", "called", "two", "called", "returned"];
    expect(notesOf(name, "order").map(({ what }) => what)).toEqual(calls);
  });

  test("with checkpointing the outcome is the same, however many calls it takes", async () => {
    const name = await send("checkpointed");
    expect(await output(name, "checkpointed")).toBe(2);
    for (const what of ["one", "two"]) expect(values(name, "checkpointed", what), what).toHaveLength(1);
  });

  test("steps of the same name in a loop count apart", async () => {
    expect(await output(await send("loop"), "loop")).toBe(10);
  });

  test("parallel steps run once each, a failing one is retried alone, and all are waited for", async () => {
    const name = await send("parallel");
    expect(await output(name, "parallel")).toEqual(["before", "left", "right", "nap", "after"]);
    for (const what of ["before", "left", "after"]) expect(values(name, "parallel", what), what).toHaveLength(1);
    expect(values(name, "parallel", "right")).toEqual([0, 1]);
  });

  test("a race goes on with the first", async () => {
    expect(await output(await send("race"), "race")).toBe("fast won");
  });

  test("sleeps last as long as they are told", async () => {
    const { slept, sleptUntil } = (await output(await send("sleep"), "sleep")) as Record<string, number>;
    expect(slept).toBeGreaterThanOrEqual(990);
    expect(sleptUntil).toBeGreaterThanOrEqual(1_900);
  });

  test("step.sendEvent starts other functions", async () => {
    const name = await send("send");
    expect(await output(name, "send")).toBe(2);
    expect(await output(name, "loop")).toBe(10);
  });

  test("an event starts every function that it triggers", async () => {
    const name = await send("shared");
    expect(await output(name, "first")).toBe("first");
    expect(await output(name, "second")).toBe("second");
  });

  test("an event id counts once", async () => {
    const id = randomUUID();
    const name = await send("once", { id }, { id });
    await target.client.send({ id, name: `${target.prefix}/once`, data: { case: name } });
    // Its run shows that the others would have had the time.
    await target.client.send({ id: `${id}-2`, name: `${target.prefix}/once`, data: { case: name } });
    expect(await ended(name, "first", 2)).toHaveLength(2);
  });

  test("an event of the future starts its function then", async () => {
    const ts = Date.now() + 3_000;
    const name = await send("dated", { ts });
    await ended(name, "dated");
    const [note] = notesOf(name, "dated");
    expect((note?.at ?? 0) - ts).toBeGreaterThanOrEqual(-10);
    expect(values(name, "dated", "ran")).toEqual([ts]);
  });

  test("a concurrency key lets one run of its value work, those of others beside it", async () => {
    const name = await send("keyed", ...Array.from({ length: 6 }, (_, index) => ({ data: { key: `${index % 2}` } })));
    await ended(name, "keyed", 6);
    const work = notesOf(name, "keyed").filter(({ what }) => what !== "called");
    expect(most(work.filter(({ value }) => value === "0"))).toBe(1);
    expect(most(work.filter(({ value }) => value === "1"))).toBe(1);
    expect(most(work)).toBe(2);
  });

  test("a concurrency limit holds for working runs, not for sleeping ones", async () => {
    const name = await send("capped", ...Array.from({ length: 6 }, () => ({})));
    // Those that came first sleep for an hour.
    await vi.waitUntil(() => values(name, "capped", "end").length === 6, { timeout: 100_000 });
    expect(most(notesOf(name, "capped").filter(({ what }) => what !== "called"))).toBe(2);
  });

  test("a failed step is tried again after the first delay of the schedule", async () => {
    const name = await send("backoff");
    expect(await output(name, "backoff")).toBe("recovered");
    const [first, second] = notesOf(name, "backoff").filter(({ what }) => what === "tried");
    const waited = (second?.at ?? 0) - (first?.at ?? 0);
    expect(waited).toBeGreaterThanOrEqual(target.firstBackoffMs - 10);
  });

  test("each step has attempts of its own, and RetryAfterError names the time of the next", async () => {
    const name = await send("counts");
    expect(await output(name, "counts")).toEqual(["twice", "once"]);
    expect(values(name, "counts", "twice")).toEqual([0, 1, 2]);
    expect(values(name, "counts", "once")).toEqual([0, 1]);
    const times = notesOf(name, "counts").filter(({ what }) => what === "twice");
    const waits = times.slice(1).map(({ at }, index) => at - (times[index]?.at ?? 0));
    for (const wait of waits) {
      // A server keeps the time in whole seconds, so it may come up to one early; its own first delay is 15 s.
      expect(wait).toBeGreaterThanOrEqual(990);
      expect(wait).toBeLessThan(15_000);
    }
  });

  test("between steps the function is tried again, and its finished steps are not", async () => {
    const name = await send("between");
    expect(await output(name, "between")).toEqual({ before: "before", attempt: 2, maxAttempts: 3 });
    expect(values(name, "between", "before")).toHaveLength(1);
    expect(values(name, "between", "tried")).toEqual([0, 1]);
  });

  test("with no attempt left the run fails, and onFailure is told", async () => {
    const name = await send("hopeless");
    const [run] = await ended(name, "hopeless");
    expect(run?.status).toBe("failed");
    expect(values(name, "hopeless", "tried")).toEqual([0, 1]);
    await ended(name, "hopeless-failure");
    expect(values(name, "hopeless-failure", "failure")).toEqual([
      { functionId: expect.stringMatching(/-hopeless$/), runId: run?.id, message: "hopeless" },
    ]);
  });

  test("a function may catch what a step failed with", async () => {
    expect(await output(await send("caught"), "caught")).toBe("caught hopeless");
  });

  test.for(["final", "final-step"])("a NonRetriableError ends it (%s)", async (feature) => {
    const name = await send(feature);
    expect((await ended(name, feature))[0]?.status).toBe("failed");
    expect(values(name, feature, "tried")).toEqual([0]);
  });

  test("an event cancels the runs it matches, and no other", async () => {
    const name = await send("canceled", { data: { key: "stay" } }, { data: { key: "go" } });
    await vi.waitUntil(() => values(name, "canceled", "begin").length === 2, { timeout: 60_000 });
    await target.client.send({ name: `${target.prefix}/cancel`, data: { key: "go", case: name } });
    const runs = await ended(name, "canceled", 2);
    expect(runs.map(({ status }) => status).sort()).toEqual(["canceled", "completed"]);
    expect(values(name, "canceled", "returned")).toEqual(["stay"]);
  });

  test("a schedule starts a run on the minute", async () => {
    await ended("minutely", "minutely");
    expect(values("minutely", "minutely", "ran")[0]).toBe("inngest/scheduled.timer");
  });
});

/** How many were between their `begin` and `end` at once, at most. */
function most(work: Note[]): number {
  let now = 0;
  return Math.max(
    ...work.map(({ what }) => {
      now += what === "begin" ? 1 : -1;
      return now;
    }),
  );
}

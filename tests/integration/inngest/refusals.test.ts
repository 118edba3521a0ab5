import { cron, Inngest } from "inngest";
import { serve } from "inngest/edge";
import { describe, expect, test } from "vitest";
import { UnsupportedOptionError } from "#inngest/embedded/check-function";
import { readFunctions } from "#inngest/embedded/registry";

type Options = Parameters<Inngest["createFunction"]>[0];

const client = new Inngest({ id: "test", isDev: true, aiMetadata: false });
const event = [{ event: "t/any" }];

/** What the engine reads of one function with these options. */
async function read(options: Omit<Options, "id">) {
  const functions = [client.createFunction({ id: "fn", ...options } as Options, async () => {})];
  return readFunctions(serve({ client, functions }));
}

describe("the embedded engine refuses at its start, naming function and option,", () => {
  test.each<[string, Omit<Options, "id">, string]>([
    ["batches", { triggers: event, batchEvents: { maxSize: 10, timeout: "5s" } }, "batchEvents"],
    ["debounce", { triggers: event, debounce: { period: "5s" } }, "debounce"],
    ["throttle", { triggers: event, throttle: { limit: 1, period: "5s" } }, "throttle"],
    ["rate limits", { triggers: event, rateLimit: { limit: 1, period: "5s" } }, "rateLimit"],
    ["priority", { triggers: event, priority: { run: "event.data.n" } }, "priority"],
    ["singletons", { triggers: event, singleton: { mode: "skip" } }, "singleton"],
    ["idempotency keys", { triggers: event, idempotency: "event.data.n" }, "idempotency"],
    ["timeouts", { triggers: event, timeouts: { finish: "1h" } }, "timeouts"],
    [
      "cancelOn with a condition",
      { triggers: event, cancelOn: [{ event: "t/stop", if: "async.data.n > 1" }] },
      'cancelOn with "if: async.data.n > 1" (only match)',
    ],
    [
      "cancelOn that ends",
      { triggers: event, cancelOn: [{ event: "t/stop", timeout: "1h" }] },
      "cancelOn with a timeout",
    ],
    [
      "cancelOn for Inngest's events",
      { triggers: event, cancelOn: [{ event: "inngest/function.failed" }] },
      'cancelOn for the event "inngest/function.failed"',
    ],
    [
      "conditions",
      { triggers: [{ event: "t/any", if: "event.data.n > 1" }] },
      'the trigger condition "if: event.data.n > 1"',
    ],
    ["wildcards", { triggers: [{ event: "t/*" }] }, 'the wildcard trigger "t/*"'],
    [
      "other events of Inngest",
      { triggers: [{ event: "inngest/function.finished" }] },
      'a trigger on "inngest/function.finished"',
    ],
    [
      "computed keys",
      { triggers: event, concurrency: { limit: 1, key: "event.data.a + 1" } },
      'the concurrency key "event.data.a + 1"',
    ],
    [
      "shared limits",
      { triggers: event, concurrency: { limit: 1, scope: "account", key: '"a"' } },
      'concurrency of scope "account"',
    ],
    ["two limits", { triggers: event, concurrency: [{ limit: 1 }, { limit: 2 }] }, "more than one concurrency rule"],
    ["time zones", { triggers: [cron("TZ=Europe/Zurich 0 3 * * *")] }, 'the schedule "TZ=Europe/Zurich 0 3 * * *"'],
  ])("%s", async (_, options, named) => {
    const error = await read(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedOptionError);
    expect(String(error)).toContain(`The function "test-fn" uses ${named}`);
  });
});

test("the embedded engine reads what it supports from the SDK's own registration", async () => {
  const [fn, failure] = await read({
    name: "A function",
    retries: 2,
    concurrency: { limit: 1, key: "event.data.shard.id" },
    cancelOn: [{ event: "t/stop" }, { event: "t/stop-one", match: "data.shard.id" }],
    triggers: [{ event: "t/any" }, cron("7 * * * *")],
    onFailure: async () => {},
  });
  expect(fn).toMatchObject({
    id: "test-fn",
    name: "A function",
    maxAttempts: 3,
    triggers: [{ event: "t/any", failureOf: null }],
    crons: ["7 * * * *"],
    concurrency: { limit: 1, path: ["data", "shard", "id"] },
    cancels: [
      { event: "t/stop", path: null },
      { event: "t/stop-one", path: ["data", "shard", "id"] },
    ],
  });
  expect(failure).toMatchObject({
    id: "test-fn-failure",
    triggers: [{ event: "inngest/function.failed", failureOf: "test-fn" }],
  });
});

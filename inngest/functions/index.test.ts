import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { inngest } from "#inngest/client";
import { readFunctions } from "#inngest/embedded/registry";
import { functions } from "#inngest/functions/index";
import { listFunctions } from "#inngest/status/list-functions";
import { VERSION } from "#lib/version";

// An Inngest server tells functions apart by these: under another id its runs under way, its history and its schedule
// are those of a function that is gone.
const IDS = [
  "posthorn-dispatch-shard",
  "posthorn-run-replay",
  "posthorn-run-replay-failure",
  "posthorn-resume-replays",
  "posthorn-sweep-deliveries",
  "posthorn-review-failing-webhooks",
  "posthorn-probe-disabled-webhooks",
  "posthorn-warn-of-expiring-keys",
  "posthorn-attempt-test",
  "posthorn-mail-notifications",
  "posthorn-purge-expired",
  "posthorn-count-events",
  "posthorn-purge-finished-runs",
];

test("function ids stay what they are, and the embedded engine takes every function", async () => {
  const registered = await readFunctions(serve({ client: inngest, functions }));
  expect(registered.map(({ id }) => id)).toEqual(IDS);
});

test("the app tells Inngest its version", () => {
  expect(inngest.appVersion).toBe(VERSION);
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
});

test("operators see the functions under the ids that their runs have", async () => {
  const now = new Date("2026-11-21T10:00:30Z");
  const listed = listFunctions(now);
  expect(listed.map(({ id }) => id)).toEqual(IDS);
  expect(listed.find(({ id }) => id === "posthorn-run-replay")).toMatchObject({
    events: ["webhook/replay.requested"],
    concurrency: "1 per event.data.replayId",
    retries: 10,
  });
  expect(listed.find(({ id }) => id === "posthorn-purge-finished-runs")?.crons).toEqual([
    { cron: "7 * * * *", nextAt: "2026-11-21T10:07:00.000Z" },
  ]);
});

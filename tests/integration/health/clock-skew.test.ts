import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { clockProblem, measureClockSkew } from "#lib/health/clock-skew";
import { readiness } from "#lib/health/readiness";
import { checkClock } from "#lib/health/watch-clock";
import { log } from "#lib/log";
import { collectMetrics } from "#lib/metrics/collect-metrics";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";

await createTestDatabase();
beforeAll(prepareDispatch);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Only what tells the time; everything that waits goes on. */
function moveClock(seconds: number) {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
}

const skewMetric = async () =>
  Number(/^posthorn_clock_skew_seconds (\S+)$/m.exec((await collectMetrics()).text)?.[1] ?? Number.NaN);

// Checklist 15, fault 12.
test("a clock that agrees with the database's is no problem", async () => {
  expect(Math.abs(await measureClockSkew())).toBeLessThan(2);
  expect(await readiness()).toEqual({ status: "ready", problems: [] });
  expect(Math.abs(await skewMetric())).toBeLessThan(2);
});

test.each([
  [600, "ahead of"],
  [-45, "behind"],
])("a clock %i s off is an alert in the health, the metrics and the log", async (seconds, direction) => {
  moveClock(seconds);
  const logged = vi.spyOn(log(), "error");
  const { status, problems } = await readiness();
  expect(status).toBe("degraded");
  expect(problems).toEqual([
    expect.stringMatching(new RegExp(`^This host's clock is \\d+ s ${direction} the database's\\. .*NTP\\)\\.$`)),
  ]);
  expect(Math.abs((await skewMetric()) - seconds)).toBeLessThan(20);
  expect(await checkClock()).not.toBeNull();
  expect(logged).toHaveBeenCalledWith({ skewSeconds: expect.any(Number) }, expect.stringContaining(direction));
});

test("the alert begins at thirty seconds, in either direction", () => {
  expect([29.9, -29.9, 0].map(clockProblem)).toEqual([null, null, null]);
  for (const seconds of [30, -30]) expect(clockProblem(seconds)).toContain("30 s");
});

import { describe, expect, test } from "vitest";
import { inngestBackoff } from "#inngest/embedded/backoff";
import { retryAfterMs, sleepEnd } from "#inngest/embedded/durations";

const now = new Date("2026-11-20T12:00:00Z");
const DAY_MS = 86_400_000;

describe("a sleep ends", () => {
  test.each([
    ["1s", "2026-11-20T12:00:01.000Z"],
    ["2h30m10s", "2026-11-20T14:30:10.000Z"],
    ["1w1d", "2026-11-28T12:00:00.000Z"],
    ["", "2026-11-20T12:00:00.000Z"],
    ["2026-12-24T18:00:00+01:00", "2026-12-24T17:00:00.000Z"],
  ])("named %j at %s", (name, end) => {
    expect(sleepEnd(name, now).toISOString()).toBe(end);
  });

  test("never, when it has no time", () => {
    expect(() => sleepEnd("soon", now)).toThrow('The sleep "soon" is neither a duration nor a date.');
  });
});

describe("Retry-After", () => {
  test.each([
    ["120", 120_000],
    ["2026-11-20T12:00:30.000Z", 30_000],
    ["Fri, 20 Nov 2026 12:01:00 GMT", 60_000],
    ["2020-01-01T00:00:00Z", 0],
    ["99999999", DAY_MS],
    ["soon", null],
    ["", null],
    [null, null],
  ])("%j is %j ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

test("retries wait as long as Inngest's do, with up to 30 seconds of jitter", () => {
  const least = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20].map((attempt) => inngestBackoff(attempt, () => 0) / 1_000);
  expect(least).toEqual([15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200, 7_200, 7_200]);
  expect(inngestBackoff(0, () => 0.999)).toBeLessThan(45_000);
});

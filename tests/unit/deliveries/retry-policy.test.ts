import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptTimes, parseRetryAfter, retryDelaySeconds, withJitter } from "#lib/deliveries/retry-policy";
import { PRESETS } from "#lib/profiles/presets";

const delays = (name: keyof typeof PRESETS) => {
  const { retry } = PRESETS[name].profile;
  const list: number[] = [];
  for (let step = 0; step < 100; step++) {
    const delay = retryDelaySeconds(retry, step);
    if (delay === null) return list;
    list.push(delay);
  }
  throw new Error("The schedule has no end.");
};
const sum = (list: number[]) => list.reduce((total, delay) => total + delay, 0);

// Written from PRODUCTS.md.
describe("schedules", () => {
  // Checklist 38 and 39.
  test("default: nine retries over 75 h 35 min 5 s", () => {
    expect(delays("acme")).toHaveLength(9);
    expect(sum(delays("acme"))).toBe(75 * 3600 + 35 * 60 + 5);
  });
  test("crondb: 30 s, 2 min, 10 min, 1 h, 6 h", () => {
    expect(delays("crondb")).toEqual([30, 120, 600, 3600, 21_600]);
  });
  test("cuuro: Svix's", () => {
    expect(delays("cuuro")).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000]);
  });
  test("kaunt: exponential, none later than 24 h after the first attempt", () => {
    const list = delays("kaunt");
    expect(list.slice(0, 3)).toEqual([10, 20, 40]);
    expect(sum(list)).toBeLessThanOrEqual(86_400);
    expect(sum(list)).toBeGreaterThan(86_400 / 2);
  });
});

test("the times that are shown are those of the attempts that are made", () => {
  expect(attemptTimes({ delaysSeconds: [] }, 10)).toEqual([0]);
  expect(attemptTimes({ delaysSeconds: [5, 0, 300] }, 10)).toEqual([0, 5, 5, 305]);
  expect(attemptTimes({ delaysSeconds: [5, 0, 300] }, 2)).toEqual([0, 5]);
  for (const name of Object.keys(PRESETS) as (keyof typeof PRESETS)[]) {
    let elapsed = 0;
    const expected = [0, ...delays(name).map((delay) => (elapsed += delay))];
    expect(attemptTimes(PRESETS[name].profile.retry, 1000)).toEqual(expected);
  }
  fc.assert(
    fc.property(
      fc.record({
        firstSeconds: fc.integer({ min: 1, max: 3600 }),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
        capSeconds: fc.integer({ min: 1, max: 86_400 }),
        windowSeconds: fc.integer({ min: 1, max: 7200 }),
      }),
      (schedule) => {
        const times = attemptTimes(schedule, 50);
        const next = retryDelaySeconds(schedule, times.length - 1);
        expect(times.at(-1)).toBeLessThanOrEqual(schedule.windowSeconds);
        if (times.length < 50) expect(next).toBeNull();
      },
    ),
  );
});

test("jitter stays within ten per cent", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const delay = withJitter(100, random);
      return delay >= 90 - 1e-9 && delay <= 110 + 1e-9;
    }),
  );
});

// Fault 25.
describe("Retry-After", () => {
  const now = Date.parse("2026-11-20T10:00:00Z");
  test.each([
    ["120", 120],
    [" 0 ", 0],
    ["Fri, 20 Nov 2026 10:02:00 GMT", 120],
    ["Fri, 20 Nov 2026 09:00:00 GMT", 0],
    ["99999999", 86_400],
    ["-1", null],
    ["1.5", null],
    ["abc", null],
    ["", null],
    ["2026-11-20", null],
  ])("%j asks for %s", (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds);
  });
});

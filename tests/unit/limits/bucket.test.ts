import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Quota, takeFromBucket } from "#lib/limits/bucket";
import { Limiter } from "#lib/limits/limiter";

const NOW = 1_800_000_000_000;
const TEN: Quota = { units: 10, windowMs: 60_000 };

test("a new caller may use the whole quota at once, and then one unit each time a share of the window has passed", () => {
  let fullAt: number | undefined;
  for (let left = 9; left >= 0; left--) {
    const level = takeFromBucket(TEN, fullAt, 1, NOW);
    expect(level).toMatchObject({ allowed: true, remaining: left, resetMs: (10 - left) * 6000, retryAfterMs: 0 });
    fullAt = level.fullAt;
  }
  expect(takeFromBucket(TEN, fullAt, 1, NOW)).toMatchObject({ allowed: false, remaining: 0, retryAfterMs: 6000 });
  expect(takeFromBucket(TEN, fullAt, 1, NOW + 5999).allowed).toBe(false);
  expect(takeFromBucket(TEN, fullAt, 1, NOW + 6000).allowed).toBe(true);
  expect(takeFromBucket(TEN, fullAt, 10, NOW + 60_000)).toMatchObject({ allowed: true, remaining: 0 });
});

test("more than the quota at once needs a full bucket, and is paid off afterwards", () => {
  const first = takeFromBucket(TEN, undefined, 25, NOW);
  expect(first).toMatchObject({ allowed: true, remaining: 0, resetMs: 150_000 });
  expect(takeFromBucket(TEN, first.fullAt, 1, NOW + 95_999).allowed).toBe(false);
  expect(takeFromBucket(TEN, first.fullAt, 1, NOW + 96_000).allowed).toBe(true);
  expect(takeFromBucket(TEN, NOW + 1, 25, NOW)).toMatchObject({ allowed: false, retryAfterMs: 1 });
});

test("whatever is asked when, no window grants more than twice the quota, and waiting as told helps", () => {
  const step = fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), cost: fc.integer({ min: 1, max: 10 }) });
  const quota = fc.record({
    units: fc.integer({ min: 10, max: 100_000 }),
    windowMs: fc.integer({ min: 1000, max: 90_000 }),
  });
  fc.assert(
    fc.property(quota, fc.array(step, { maxLength: 60 }), (given, steps) => {
      let fullAt: number | undefined;
      let now = NOW;
      const granted: { at: number; cost: number }[] = [];
      for (const { afterMs, cost } of steps) {
        now += afterMs;
        const level = takeFromBucket(given, fullAt, cost, now);
        if (!level.allowed) {
          expect(takeFromBucket(given, level.fullAt, cost, now + Math.ceil(level.retryAfterMs)).allowed).toBe(true);
          continue;
        }
        fullAt = level.fullAt;
        granted.push({ at: now, cost });
        const inWindow = granted.filter(({ at }) => at > now - given.windowMs);
        expect(inWindow.reduce((sum, grant) => sum + grant.cost, 0)).toBeLessThanOrEqual(given.units * 2);
      }
    }),
  );
});

describe("several buckets", () => {
  const claim = (name: string, holder: string, cost = 1) => ({ name, holder, quota: TEN, cost });

  test("are taken from together or not at all", () => {
    const limiter = new Limiter();
    limiter.take([claim("key", "a", 10)], NOW);
    const [key, workspace] = limiter.take([claim("key", "a"), claim("workspace", "w")], NOW);
    expect([key?.level.allowed, workspace?.level.allowed]).toEqual([false, true]);
    expect(limiter.take([claim("workspace", "w")], NOW)[0]?.level.remaining).toBe(9);
  });

  test("of different holders do not touch each other", () => {
    const limiter = new Limiter();
    limiter.take([claim("key", "a", 10)], NOW);
    expect(limiter.take([claim("key", "b")], NOW)[0]?.level.remaining).toBe(9);
    expect(limiter.take([claim("other", "a")], NOW)[0]?.level.remaining).toBe(9);
  });

  test("stay bounded in number: full ones are forgotten first", () => {
    const limiter = new Limiter();
    limiter.take([claim("key", "busy", 10)], NOW + 59_000);
    for (let i = 0; i < 60_000; i++) limiter.take([claim("key", String(i))], NOW + i);
    expect(limiter.take([claim("key", "busy")], NOW + 60_000)[0]?.level.allowed).toBe(false);
  });
});

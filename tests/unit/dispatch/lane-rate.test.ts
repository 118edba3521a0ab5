import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimedDelivery } from "#lib/dispatch/claim";
import { Lane, type LaneVerdict } from "#lib/dispatch/lane";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";

function lane(rateLimit: number): Lane {
  const webhook = { id: "w", rateLimit, maxInFlight: 256, ordered: false } as WebhookConfig;
  return new Lane(webhook);
}

const claimed = (token: string, claimedAtMs: number) => ({ token, claimedAtMs }) as ClaimedDelivery;

/** Starts whatever the lane lets go within a while; `late` is how late each of its timers fires. */
function starts(rateLimit: number, seconds: number, late: (nth: number) => number): number[] {
  const under = lane(rateLimit);
  const started: number[] = [];
  let now = 1_000_000;
  const end = now + seconds * 1000;
  for (let n = 0; now < end; ) {
    if (under.queue.length === 0) under.queue.push(claimed(String(n++), now));
    const next = under.next(now);
    if (next && "delivery" in next) {
      started.push(now);
      under.finished(next.delivery.token, now, "succeeded");
    } else now += (next?.waitMs ?? 1) + late(n);
  }
  return started;
}

test("no second ever sees more starts than the limit, however late the timers are", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.2, max: 500, noNaN: true }),
      fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 1, maxLength: 50 }),
      (rateLimit, delays) => {
        const times = starts(rateLimit, 5, (n) => delays[n % delays.length] ?? 0);
        for (const [i, from] of times.entries()) {
          const within = times.slice(i).filter((time) => time < from + 1000).length;
          expect(within).toBeLessThanOrEqual(Math.max(1, Math.ceil(rateLimit)));
        }
      },
    ),
    { numRuns: 100 },
  );
});

test.each([1, 10, 100])("%i per second is reached to within a few per cent", (rateLimit) => {
  const count = starts(rateLimit, 20, () => 1).length;
  expect(count).toBeGreaterThan(rateLimit * 20 * 0.93);
});

test("after a rest there is no burst", () => {
  const under = lane(1);
  under.queue.push(claimed("a", 1e9), claimed("b", 1e9));
  expect(under.next(1e9)).toHaveProperty("delivery");
  expect(under.next(1e9)).toEqual({ waitMs: expect.closeTo(1010, -2) });
});

test("nothing more is claimed for one whose next request is far off", () => {
  const under = lane(1 / 60);
  under.queue.push(claimed("a", 1e9));
  under.next(1e9);
  under.finished("a", 1e9 + 10, "succeeded");
  expect(under.room(1e9 + 20)).toBe(0);
  expect(under.forgettable(1e9 + 20)).toBe(false);
  expect(under.room(1e9 + 61_300)).toBe(1);
});

test("what waited too long is taken out, oldest first", () => {
  const under = lane(1);
  for (const [i, token] of ["a", "b", "c"].entries()) under.queue.push(claimed(token, 1000 * i));
  expect(under.takeStale(3500, 2000).map(({ token }) => token)).toEqual(["a", "b"]);
  expect(under.queue.map(({ token }) => token)).toEqual(["c"]);
  expect(under.takeStale(3500, 2000)).toEqual([]);
});

// Fault 26, checklist 34 to 36.
test("an overloaded receiver gets half as many at once, one that hangs a single request, and success opens up again", () => {
  const under = new Lane({ id: "w", rateLimit: null, maxInFlight: 256, ordered: false } as WebhookConfig);
  const most = () => {
    under.queue.push(...Array.from({ length: 64 }, (_, i) => claimed(`${under.inFlight}-${i}`, 0)));
    const tokens: string[] = [];
    for (let next = under.next(0); next && "delivery" in next; next = under.next(0)) tokens.push(next.delivery.token);
    under.queue.length = 0;
    for (const token of tokens) under.finished(token, 1, "failed");
    return tokens.length;
  };
  const after = (verdict: LaneVerdict) => {
    under.finished("", 1, verdict);
    return most();
  };
  expect(most()).toBe(8);
  expect([after("throttled"), after("throttled"), after("failed")]).toEqual([4, 2, 2]);
  expect([after("succeeded"), after("hung"), after("throttled")]).toEqual([3, 1, 1]);
});

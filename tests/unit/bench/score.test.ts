import { expect, test } from "vitest";
import { performanceScore, scoreOf, type Vitals } from "#scripts/bench/pages/score";
import { blockingTime, worstShift } from "#scripts/bench/pages/vitals";

const at = (value: keyof typeof POINTS): Vitals => POINTS[value];
const POINTS = {
  good: {
    firstContentfulPaint: 934,
    speedIndex: 1311,
    largestContentfulPaint: 1200,
    totalBlockingTime: 150,
    cumulativeLayoutShift: 0.1,
  },
  middling: {
    firstContentfulPaint: 1600,
    speedIndex: 2300,
    largestContentfulPaint: 2400,
    totalBlockingTime: 350,
    cumulativeLayoutShift: 0.25,
  },
};

test("the two points that give each curve score 90 and 50", () => {
  expect(performanceScore(at("good"))).toBeCloseTo(90, 3);
  expect(performanceScore(at("middling"))).toBeCloseTo(50, 3);
});

test("a page that takes no time scores 100, and an endless one 0", () => {
  const all = (value: number) =>
    Object.fromEntries(Object.keys(POINTS.good).map((name) => [name, value])) as unknown as Vitals;
  expect(performanceScore(all(0))).toBeCloseTo(100, 6);
  expect(performanceScore(all(1e9))).toBeCloseTo(0, 3);
});

// From lighthouse 12.8, shared/statistics.js: getLogNormalScore({ p10: 934, median: 1600 }, value).
test.each([
  [300, 0.99997],
  [700, 0.9753],
  [2000, 0.2976],
  [4000, 0.0146],
])("Lighthouse scores a first paint after %d ms %d", (ms, score) => {
  expect(scoreOf({ p10: 934, median: 1600 }, ms)).toBeCloseTo(score, 3);
});

test("a task blocks for what it takes beyond 50 ms after the first paint", () => {
  const longTasks = [
    { start: 0, ms: 400 },
    { start: 480, ms: 80 },
    { start: 600, ms: 120 },
    { start: 900, ms: 50 },
  ];
  expect(blockingTime({ firstContentfulPaint: 500, longTasks })).toBe(10 + 70);
});

test("shifts add up until a second has passed without one, or five seconds in all", () => {
  const shift = (start: number) => ({ start, value: 0.1 });
  expect(worstShift({ shifts: [] })).toBe(0);
  expect(worstShift({ shifts: [0, 900, 1800].map(shift) })).toBeCloseTo(0.3);
  expect(worstShift({ shifts: [0, 1000, 1900].map(shift) })).toBeCloseTo(0.2);
  expect(worstShift({ shifts: [0, 900, 1800, 2700, 3600, 4500, 5400].map(shift) })).toBeCloseTo(0.6);
});

import { expect, test } from "vitest";
import { type Choice, combine } from "#scripts/bench/pages/combinations";

const choice = (filter: string, value: string, isText = false): Choice => ({
  filter,
  name: `${filter} ${value}`,
  query: { [filter]: value },
  isText,
});
const CHOICES = [
  choice("status", "failed"),
  choice("status", "held"),
  choice("type", "a"),
  choice("tenant", "t"),
  choice("q", "text", true),
];

test("no filter, every choice alone and every pair of two filters, once each", () => {
  const names = combine(CHOICES, 0).map(({ name }) => name);
  expect(names).toEqual([
    "no filter",
    ...CHOICES.map(({ name }) => name),
    "status failed + type a",
    "status failed + tenant t",
    "status failed + q text",
    "status held + type a",
    "status held + tenant t",
    "status held + q text",
    "type a + tenant t",
    "type a + q text",
    "tenant t + q text",
  ]);
});

test("a sample of larger ones: each filter at most once, the same for the same seed", () => {
  const larger = (seed: number) => combine(CHOICES, 50, seed).filter(({ size }) => size > 2);
  expect(larger(1)).toHaveLength(50);
  expect(larger(1)).toEqual(larger(1));
  expect(larger(2)).not.toEqual(larger(1));
  for (const { size, query } of larger(1)) expect(Object.keys(query)).toHaveLength(size);
  expect(new Set(larger(1).map(({ size }) => size))).toEqual(new Set([3, 4]));
});

test("what searches for a text says so", () => {
  for (const { query, isText } of combine(CHOICES, 20)) expect(isText).toBe("q" in query);
});

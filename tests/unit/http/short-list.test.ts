import fc from "fast-check";
import { expect, test } from "vitest";
import type { Page } from "#lib/http/cursor";
import { pageOf, type ShortListInput } from "#lib/http/short-list";

interface Item {
  rank: number;
  name: string;
  id: number;
}
const keyOf = ({ rank, name, id }: Item) => [-rank, name, id];
const items = fc.uniqueArray(fc.record({ rank: fc.nat(3), name: fc.string(), id: fc.nat(500) }), {
  selector: ({ id }) => id,
});

test("pages one after the other are the whole list, in order", () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const whole = pageOf(all, { limit: 100 }, keyOf).data;
      const read: Item[] = [];
      let input: ShortListInput | null = { limit };
      while (input) {
        const { data, nextCursor }: Page<Item> = pageOf(all, input, keyOf);
        expect(data.length).toBeLessThanOrEqual(limit);
        read.push(...data);
        input = nextCursor === null ? null : { limit, cursor: nextCursor };
      }
      expect(read.slice(0, 100)).toEqual(whole);
      expect(read).toHaveLength(all.length);
      expect(read.map(({ rank }) => rank)).toEqual(all.map(({ rank }) => rank).toSorted((a, b) => b - a));
    }),
  );
});

test("a page goes on behind its cursor, whatever came and went meanwhile", () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  const first = pageOf(named("b", "d", "f"), { limit: 2 }, ({ name }) => [name]);
  expect(first.data).toEqual(named("b", "d"));
  const cursor = first.nextCursor ?? "";
  expect(pageOf(named("a", "b", "e", "f"), { cursor }, ({ name }) => [name]).data).toEqual(named("e", "f"));
});

test.each(["bm8", "e30", "W10", "!", "W251bGxd"])("the cursor %s is not one of ours", (cursor) => {
  expect(() => pageOf([], { cursor }, () => [1])).toThrow("not one of ours");
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonDepth, sliceArray, sliceObject } from "#lib/json/slice";

/** JSON text with random white space, so that slices are not just what `JSON.stringify` writes. */
const spacedJson = fc
  .tuple(fc.json(), fc.constantFrom("", " ", "\n\t"))
  .map(([text, space]) => `${space}${text}${space}`);

describe("slicing keeps every byte", () => {
  test("of an array's items", () => {
    fc.assert(
      fc.property(fc.array(spacedJson), (items) => {
        expect(sliceArray(`[${items.join(",")}]`)).toEqual(items.map((item) => item.trim()));
      }),
    );
  });

  test("of an object's members, the last of a repeated key", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), spacedJson)), (members) => {
        const text = `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(" , ")}}`;
        expect(sliceObject(text)).toEqual(new Map(members.map(([key, value]) => [key, value.trim()])));
      }),
    );
  });

  test("also where strings end in backslashes or hold brackets", () => {
    expect(sliceObject(String.raw`{"a\\":"}\\", "b":[{"]":"\""}]}`)).toEqual(
      new Map([
        ["a\\", String.raw`"}\\"`],
        ["b", String.raw`[{"]":"\""}]`],
      ]),
    );
  });
});

test("depth counts nested objects and arrays, not brackets in strings", () => {
  expect(jsonDepth('"[[["')).toBe(0);
  expect(jsonDepth('{"a":[{"b":"}"}]}')).toBe(3);
  expect(jsonDepth("[".repeat(1_000_000) + "]".repeat(1_000_000))).toBe(1_000_000);
});

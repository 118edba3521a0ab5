import fc from "fast-check";
import { expect, test } from "vitest";
import { compactJson, prettyJson } from "#lib/json/pretty";

test("any JSON keeps its meaning, and looks as JSON.stringify would indent it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
      expect(prettyJson(text)).toBe(prettyJson(prettyJson(text)));
    }),
  );
  const value = { a: [1, { b: "x, y: {z}" }], c: {}, d: [], e: null };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

test("long numbers and the order of numeric keys survive", () => {
  expect(prettyJson('{"10":1,"2":12345678901234567890.10}')).toBe('{\n  "10": 1,\n  "2": 12345678901234567890.10\n}');
});

test("what is not JSON is left alone", () => {
  expect(prettyJson("<html>{not: json}")).toBe("<html>{not: json}");
});

test("compact is what stands between the spaces", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(compactJson(prettyJson(text))).toBe(compactJson(text));
      expect(JSON.parse(compactJson(text))).toEqual(JSON.parse(text));
    }),
  );
  expect(compactJson('{ "10": 1.10,\n "2": "a  b" }')).toBe('{"10":1.10,"2":"a  b"}');
  expect(compactJson("{ no")).toBe("{ no");
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstJsonError } from "#lib/json/first-error";
import { parseJson } from "#lib/json/parse-json";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function complaint(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was accepted.");
}

// Fault 41.
describe("where text stops being JSON", () => {
  test.each([
    ["", 0],
    ["{", 1],
    ['{"a":1,}', 7],
    ["[1,]", 3],
    ["[1 2]", 3],
    ["[,1]", 1],
    ['{"a" 1}', 5],
    ["{a:1}", 1],
    ["{'a':1}", 1],
    ['{"a":NaN}', 5],
    ['{"a":01}', 5],
    ['{"a":1.}', 5],
    ['{"a":tru', 8],
    ['{"a":trux}', 5],
    ['"a\nb"', 2],
    ['"\\x"', 2],
    ['"\\u12g4"', 5],
    ['"open', 5],
    ["\ufeff{}", 0],
    ["{}x", 2],
    ["{]", 1],
    ["]", 0],
    ["1,", 1],
  ])("%j: at %i", (text, at) => {
    expect(isJson(text)).toBe(false);
    expect(firstJsonError(text)).toBe(at);
  });

  test("is never before what a longer text could still make valid, and at the end of what is valid", () => {
    const damage = fc.record({
      text: fc.json({ maxDepth: 3 }),
      at: fc.nat(),
      character: fc.constantFrom(...'{}[]",:\\ntfu-+.0e\u0000\n x'),
    });
    fc.assert(
      fc.property(damage, ({ text, at, character }) => {
        expect(firstJsonError(text)).toBe(text.length);
        const index = at % (text.length + 1);
        const broken = text.slice(0, index) + character + text.slice(index);
        const found = firstJsonError(broken);
        if (isJson(broken)) expect(found).toBe(broken.length);
        // What stands before the character that was put in is right, but a number or word is judged as a whole.
        else expect(found).toBeGreaterThanOrEqual(broken.slice(0, index).search(/[\w.+-]*$/));
      }),
      { numRuns: 2000 },
    );
  });

  test("a million brackets are no recursion", () => {
    expect(firstJsonError("[".repeat(1_000_000))).toBe(1_000_000);
  });
});

test.each([
  ["", "The body is not valid JSON: it is empty, at line 1, column 1 (position 0)."],
  ['{\n  "a": 1,\n}', 'The body is not valid JSON: "}" can\'t stand at line 3, column 1 (position 12).'],
  ['{"a":', "The body is not valid JSON: it ends too early, at line 1, column 6 (position 5)."],
  [
    "\ufeff{}",
    "The body is not valid JSON: it begins with a byte order mark, at line 1, column 1 (position 0). Send it without.",
  ],
  ["{\u0000", "The body is not valid JSON: U+0000 can't stand at line 1, column 2 (position 1)."],
])("%j is refused in words", (text, message) => {
  expect(complaint(text)).toBe(message);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, parseDuration } from "#lib/time/duration-text";

test.each([
  ["90", 90],
  ["90s", 90],
  ["5 m", 300],
  ["1.5h", 5400],
  ["0,5d", 43_200],
  ["0", 0],
])("%s is %i seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["", "m", "5 years", "-1", "1e3", "5m 3s"])("%j is none", (text) => {
  expect(parseDuration(text)).toBeNull();
});

test("what is written is read back", () => {
  fc.assert(fc.property(fc.nat(14 * 86_400), (seconds) => parseDuration(durationText(seconds)) === seconds));
});

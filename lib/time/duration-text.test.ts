import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, durationWords, parseDuration } from "#lib/time/duration-text";

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

test.each([
  [0, "0 s"],
  [0.25, "0.3 s"],
  [5, "5 s"],
  [305, "5 min 5 s"],
  [3600, "1 h"],
  [9305, "2 h 35 min"],
  [271_205, "3 d 3 h"],
])("%d seconds are read as %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { errorInfo } from "#components/deliveries/error-info";
import { ERROR_INFO, failureWords } from "#lib/attempts/error-codes";

const page = await readFile("docs/errors.md", "utf8");
const codes = Object.entries(ERROR_INFO);

test("docs/errors.md has every attempt code with what the pages say, and no other", () => {
  const table = page.split(/^## Why an attempt failed$/m)[1] ?? "";
  const rows = table.match(/^\| `.*$/gm);
  expect(rows).toEqual(
    codes.map(([code, { title, cause, tryThis }]) => `| \`${code}\` | ${title} | ${cause} | ${tryThis} |`),
  );
});

describe.each(codes)("%s", (code, { title, cause, tryThis }) => {
  test("says what happened, the likely cause and what to try, a sentence or two each", () => {
    expect(title).toMatch(/^[A-Z][^.]*$/);
    for (const text of [cause, tryThis]) expect(text).toMatch(/^[A-Z].*[.]$/);
    expect(new Set([title, cause, tryThis]).size).toBe(3);
  });

  test("is what the pages show", () => {
    expect(errorInfo(code)).toEqual({ title, cause, tryThis });
  });
});

test("a code from a newer version is shown as it is, and a name that every object has is no code", () => {
  for (const code of ["from_the_future", "constructor", "__proto__"]) expect(errorInfo(code)).toBeNull();
});

test.each([
  ["server_error", 503, "the server failed (503)"],
  ["rate_limited", 429, "the server asks to slow down (429)"],
  ["connection_closed", 200, "the server closed the connection"],
  ["dns_error", null, "the host name was not found"],
  ["from_the_future", null, "it failed"],
])("%s with %s reads “%s” inside a sentence", (code, responseStatus, words) => {
  expect(failureWords(code, responseStatus)).toBe(words);
});

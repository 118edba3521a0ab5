import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Names of what would let a secret be guessed piece by piece, if a comparison took longer the more of it is right. */
const SECRET = /(?:token|secret|hash|digest|password|mac|signature|key)$/i;
/** What is no secret to compare with: nothing, a number, a text that stands in the code, the type of something. */
const OPEN = /^(?:null|undefined|true|false|[\d"'`].*|.*(?:length|kind|type|status|size))$/i;

/** Whether a line compares something that is named like a secret with something that is not there for all to read. */
function comparesSecret(line: string): boolean {
  return [...line.matchAll(/([\w.?()]+) [!=]==? ([\w.?("'`]+)/g)].some(([, left = "", right = ""]) => {
    const names = [left, right].map((side) => side.replace(/[()]*$/, ""));
    return names.some((name) => SECRET.test(name)) && !names.some((name) => OPEN.test(name));
  });
}

/** Compared in the open, and no secret. */
const NO_SECRETS: Record<string, RegExp> = {
  // Of what was published, to see whether a repeated event is the same.
  "lib/events/accept-events.ts": /\.digest === row\.digest/,
  // What kind of secret a signature needs.
  "lib/": /secretKindOf\(/,
  // Whether a profile signs in another way than before.
  "lib/profiles/": /JSON\.stringify\(/,
};

function isKnown(file: string, line: string): boolean {
  return Object.entries(NO_SECRETS).some(([start, allowed]) => file.startsWith(start) && allowed.test(line));
}

const files = globSync("{lib,app,inngest}/**/*.{ts,tsx}")
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.endsWith(".test.ts") && !file.includes("/snippets/"));

test("compares no secret with ===", () => {
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        comparesSecret(line) && !isKnown(file, line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});

test("the search would find one", () => {
  for (const line of [
    "if (token === given)",
    "return row.tokenHash !== hash;",
    "given === webhook.secret",
    "a.mac == b.mac",
  ]) {
    expect(comparesSecret(line), line).toBe(true);
  }
  expect(comparesSecret('if (token === null || kind === "secret")')).toBe(false);
});

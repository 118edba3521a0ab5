import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/hardening.md", "utf8")
  .split("\n")
  .filter((line) => /^\| (?!rule|-)/.test(line))
  .map((line) => line.split(" | "));

test.each(rows.map((cells) => [cells[0]?.slice(2) ?? "", cells] as const))(
  "%s: the tests are there",
  (_rule, cells) => {
    expect(cells).toHaveLength(3);
    const tests = [...(cells[2] ?? "").matchAll(/`([^`]+)`: "([^"]+)"/g)];
    expect(tests.length).toBeGreaterThan(0);
    for (const [, file = "", words = ""] of tests) expect(readFileSync(file, "utf8"), file).toContain(words);
  },
);

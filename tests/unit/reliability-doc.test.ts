import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const page = readFileSync("docs/reliability.md", "utf8");
const [, faults = "", checklist = ""] = page.split(/^## /m);

/** `1–5` and `10, 11` as numbers. */
function expand(text: string): number[] {
  return text.split(/\s*(?:,|\band\b)\s*/).flatMap((part) => {
    const [from = 0, to = from] = part.split(/\s*(?:–|-|\bto\b)\s*/).map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

interface Row {
  numbers: number[];
  files: string[];
}

function rowsOf(table: string): Row[] {
  const lines = table.split("\n").filter((line) => /^\| \d/.test(line));
  return lines.map((line) => {
    const [, numbers = "", , where = ""] = line.split(/\s*\|\s*/);
    return { numbers: expand(numbers), files: [...where.matchAll(/`([^`]+)`/g)].map(([, file]) => String(file)) };
  });
}

/** Every number that a file speaks of, in comments and names: `Faults 34 to 36`, `checklist 16 to 18`, `name: "7, 13: …`. */
function numbersIn(file: string, word: "fault" | "checklist"): Set<number> {
  const text = readFileSync(file, "utf8");
  const list = "((?:\\d+(?:\\s*(?:,|–|-|to|and)\\s*)?)+)";
  const mentions = [...text.matchAll(new RegExp(`\\b${word}s? ${list}`, "gi"))];
  const scenarios = word === "fault" ? [...text.matchAll(/name: "([\d, ]+):/g)] : [];
  return new Set([...mentions, ...scenarios].flatMap(([, numbers]) => expand(String(numbers).trim())));
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe.each([
  ["fault", faults, range(1, 60)],
  ["checklist", checklist, range(1, 50)],
] as const)("the table of every %s", (word, table, all) => {
  const rows = rowsOf(table);

  test("has each number once", () => {
    expect(rows.flatMap(({ numbers }) => numbers)).toEqual(all);
  });

  test.each(rows.map((row) => [row.numbers.join(", "), row] as const))("%s: every file names it", (_, row) => {
    expect(row.files).not.toEqual([]);
    for (const number of row.numbers) {
      for (const file of row.files) {
        expect([...numbersIn(file, word)], `${file} does not mention ${word} ${number}`).toContain(number);
      }
    }
  });
});

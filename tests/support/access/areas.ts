import { globSync } from "node:fs";
import path from "node:path";
import type { ActionRow, Area, PageRow, ReadRow } from "#tests/support/access/area";

const DIRECTORY = path.resolve("tests/support/access/areas");

/** Every area there is a file for: a new one is a file, and no list changes. */
const AREAS: Area[] = await Promise.all(
  globSync("*.ts", { cwd: DIRECTORY })
    .toSorted()
    .map(async (file) => (await import(/* @vite-ignore */ path.join(DIRECTORY, file))).area),
);

function rows<Value>(pick: (area: Area) => Record<string, Value> | undefined): [string, Value][] {
  return AREAS.flatMap((area) => Object.entries(pick(area) ?? {}));
}

export const PAGES: [string, PageRow][] = rows(({ pages }) => pages);
export const READS: [string, ReadRow][] = rows(({ reads }) => reads);
export const ACTIONS: [string, ActionRow][] = rows(({ actions }) => actions);
export const ROUTES: [string, string][] = rows(({ routes }) => routes);

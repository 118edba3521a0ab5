import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OPERATIONS } from "#lib/openapi/operations";
import { ACTIONS, PAGES, READS, ROUTES } from "#tests/support/access/areas";
import { app } from "#tests/support/browser";
import { serverActions } from "#tests/support/server-actions";

// Fault 55. The lists are read from the files and the build: what is added without a row (tests/support/access/areas) fails.

const files = (pattern: string) =>
  globSync(pattern, { cwd: "app" })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
const names = (rows: [string, unknown][]) => rows.map(([name]) => name);

describe("nothing is without a row", () => {
  test("no page", () => {
    expect(files("**/page.tsx")).toEqual(names(PAGES).toSorted());
  });

  test("no route", () => {
    const described = new Set(OPERATIONS.map(({ path }) => `api/v1${path.replaceAll(/{(\w+)}/g, "[$1]")}/route.ts`));
    expect(files("**/route.ts")).toEqual([...described, ...names(READS), ...names(ROUTES)].toSorted());
  });

  test("no method of a route of API v1", async () => {
    const addresses = new Map(OPERATIONS.map(({ path }) => [path, path.replace("{id}", "x")]));
    const allowed = await Promise.all(
      [...addresses].map(async ([path, address]) => {
        const answer = await fetch(`${app().url}/api/v1${address}`, { method: "OPTIONS" });
        const methods = (answer.headers.get("allow") ?? "").split(", ").filter((name) => !/HEAD|OPTIONS/.test(name));
        return methods.map((method) => `${method} ${path}`);
      }),
    );
    expect(allowed.flat().toSorted()).toEqual(
      OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted(),
    );
  });

  test("no server action", async () => {
    expect((await serverActions()).map(({ name }) => name).toSorted()).toEqual(names(ACTIONS).toSorted());
  });
});

test.each([...ROUTES, ...ACTIONS.flatMap(([name, { elsewhere }]) => (elsewhere ? [[name, elsewhere] as const] : []))])(
  "%s is looked at by %s",
  (name, file) => {
    // A route's last part that is no parameter, or what an action is about.
    const word = name.endsWith("Action")
      ? (name.match(/^[a-z]+/)?.[0] ?? name)
      : (name
          .replace("/route.ts", "")
          .split("/")
          .findLast((part) => !part.startsWith("[")) ?? name);
    expect(readFileSync(file, "utf8").toLowerCase()).toContain(word.toLowerCase());
  },
);

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

// The rules are only worth something if a violation is seen, so each is broken once in a small copy of the project.
const CONFIGS = [".dependency-cruiser.cjs", ".dependency-cruiser.runtime.cjs"];
const FINE = {
  "lib/nouns/read.ts": 'import "server-only";\nexport interface Noun { id: string }\nexport const read = () => 1;\n',
  "lib/nouns/format.ts": "export const format = () => 2;\n",
  "components/noun.tsx":
    'import { format } from "#lib/nouns/format";\nimport type { Noun } from "#lib/nouns/read";\nexport const Show = (_: Noun) => format();\n',
  "app/page.tsx":
    'import { Show } from "#components/noun";\nimport { read } from "#lib/nouns/read";\nexport default () => [Show, read];\n',
};

const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))));

test("a project that keeps the rules passes", async () => {
  expect(await cruise(FINE)).toEqual([]);
});

test.each([
  ["lib-stands-alone", "lib/nouns/format.ts", 'export { Show } from "#components/noun";\n'],
  ["lib-without-frameworks", "lib/nouns/format.ts", 'export { useState } from "react";\n'],
  ["components-on-lib", "components/noun.tsx", 'import Page from "../app/page.tsx";\nexport const Show = Page;\n'],
  ["components-without-server", "components/noun.tsx", 'export { read as Show } from "#lib/nouns/read";\n'],
  ["components-without-server", "lib/nouns/format.ts", 'export { read as format } from "./read.ts";\n'],
  ["app-is-not-imported", "scripts/run.ts", 'import "../app/page.tsx";\n'],
  [
    "inngest-on-lib",
    "inngest/job.ts",
    'import type { Show } from "#components/noun";\nexport type Job = typeof Show;\n',
  ],
  ["no-tests-in-production", "lib/nouns/format.ts", 'export { expect } from "vitest";\n'],
  ["no-unresolved", "lib/nouns/format.ts", 'export { gone } from "#lib/nouns/gone";\n'],
  ["no-cycles", "lib/nouns/format.ts", 'import { other } from "./other.ts";\nexport const format = () => other;\n'],
])("%s is enforced: %s", async (rule, file, source) => {
  const other = { "lib/nouns/other.ts": 'import { format } from "./format.ts";\nexport const other = format;\n' };
  const planted = rule === "no-cycles" ? other : {};
  expect(await cruise({ ...FINE, ...planted, [file]: source })).toContain(rule);
});

/** The names of the rules that the files break. */
async function cruise(files: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(path.join(tmpdir(), "posthorn-imports-"));
  roots.push(root);
  for (const name of ["package.json", "tsconfig.json", ...CONFIGS]) await cp(name, path.join(root, name));
  await symlink(path.resolve("node_modules"), path.join(root, "node_modules"));
  for (const [name, source] of Object.entries(files)) {
    await mkdir(path.join(root, path.dirname(name)), { recursive: true });
    await writeFile(path.join(root, name), source);
  }
  const directories = [...new Set(Object.keys(files).map((name) => name.split("/")[0] as string))];
  const outputs = await Promise.all(CONFIGS.map((config) => run(root, ["--config", config, ...directories])));
  return outputs.flatMap((output) =>
    JSON.parse(output).summary.violations.map(({ rule }: { rule: { name: string } }) => rule.name),
  );
}

function run(cwd: string, args: string[]): Promise<string> {
  const program = path.resolve("node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, "--output-type", "json", ...args], { cwd }, (error, stdout, stderr) => {
      if (stdout) resolve(stdout);
      else reject(error ?? new Error(stderr));
    });
  });
}

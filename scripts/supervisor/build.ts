import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { runToEnd } from "./run.ts";

const SCHEMA = "prisma/schema.prisma";
const CLIENT_STAMP = "prisma/client/.made-from";
const BUILD_STAMP = ".next/made-from";
const CLIENT_INPUTS = [SCHEMA, "prisma.config.ts", "package-lock.json"];
const BUILD_INPUTS = [
  ...CLIENT_INPUTS,
  ...["app", "components", "lib", "inngest", "public"],
  ...["next.config.js", "postcss.config.mjs", "tsconfig.json", "package.json", "instrumentation.ts", "proxy.ts"],
];

/** Generates the Prisma client when the schema changed since the last time. */
export async function generateClient(signal: AbortSignal): Promise<string> {
  return whenChanged(CLIENT_INPUTS, CLIENT_STAMP, () =>
    runToEnd(["node_modules/prisma/build/index.js", "generate"], {
      // Generating never runs the engine, but Prisma would download one unless a file is named.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: path.resolve("package.json"), CHECKPOINT_DISABLE: "1" },
      signal,
      failure: "Prisma's client can't be generated",
    }),
  );
}

/** Builds the app for production when its sources changed since the last time. */
export async function buildApp(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  return whenChanged(BUILD_INPUTS, BUILD_STAMP, () =>
    runToEnd(["node_modules/next/dist/bin/next", "build"], { env, signal, failure: "The app can't be built" }),
  );
}

async function whenChanged(inputs: string[], stampFile: string, make: () => Promise<void>): Promise<string> {
  const stamp = await hashFiles(inputs);
  const last = await readFile(stampFile, "utf8").catch(() => "");
  if (last === stamp) return "unchanged";
  await rm(stampFile, { force: true });
  await make();
  await writeFile(stampFile, stamp);
  return "";
}

/** SHA-256 over names and contents; missing files count as absent, directories with all below, tests left out. */
async function hashFiles(inputs: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const below = await readdir(input, { recursive: true, withFileTypes: true }).catch(() => null);
    const files = below
      ? below.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
      : [input];
    for (const file of files.sort()) {
      if (/\.test\.tsx?$/.test(file)) continue;
      const content = await readFile(file).catch(() => null);
      if (content) hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { type Demo, startPosthorn } from "#tests/support/posthorn";

declare module "vitest" {
  interface ProvidedContext {
    app: { url: string; demo: Demo; dataDir: string };
  }
}

/** Posthorn as `npm start` runs it, in production, on a fresh data directory and a free port. */
export default async function setup(project: TestProject) {
  const posthorn = await startPosthorn();
  const demo: Demo = JSON.parse(await readFile(path.join(posthorn.dataDir, "demo.json"), "utf8"));
  project.provide("app", { url: posthorn.url, demo, dataDir: posthorn.dataDir });
  return () => posthorn.remove();
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { type Demo, type Posthorn, startPosthorn } from "#tests/support/posthorn";

/** A running Posthorn and what its `.data/demo.json` says. */
export interface TestApp {
  url: string;
  demo: Demo;
  dataDir: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** How many workers there are. */
    browsers: number;
    /** One for each of them: what one file changes and uses up is no other's. */
    apps: TestApp[];
  }
}

/** Posthorn as `npm start` runs it, in production, on fresh data directories and free ports. */
export default async function setup(project: TestProject) {
  const { browsers = 1 } = project.getProvidedContext();
  const running: Posthorn[] = [];
  // One after the other: the first may still have to build.
  for (let i = 0; i < browsers; i++) running.push(await startPosthorn());
  project.provide("apps", await Promise.all(running.map(describeApp)));
  return () => Promise.all(running.map((posthorn) => posthorn.remove()));
}

async function describeApp({ url, dataDir }: Posthorn): Promise<TestApp> {
  return { url, dataDir, demo: JSON.parse(await readFile(path.join(dataDir, "demo.json"), "utf8")) };
}

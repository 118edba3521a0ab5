import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that createTestDatabase() clones. */
    templateUrl: string;
  }
}

/** One PostgreSQL server for the whole run, with a migrated template database. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-test-"));
  const database = await startEmbeddedDatabase({ dataDir, port: await findFreePort(), durable: false });
  // Also when the run is cut short: nothing may be left running.
  process.once("exit", () => database.kill());
  await applyMigrations(database.url);
  const missing = await raiseWall(database.url);
  if (missing) throw new Error(missing);
  project.provide("templateUrl", database.url);
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

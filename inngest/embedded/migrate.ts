import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { createQueueLogger } from "#inngest/embedded/queue-logger";

/** Where graphile-worker keeps its jobs. */
export const QUEUE_SCHEMA = "posthorn_engine_queue";

const MIGRATIONS_DIR = path.join(import.meta.dirname, "migrations");

/**
 * Brings the engine's two schemas up to date: the queue's first, since our functions call it. Several processes may do
 * this at once. An applied file is never changed; what changes comes in a new file.
 */
export async function migrateEngine(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, schema: QUEUE_SCHEMA, logger: createQueueLogger() });
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('posthorn_engine.migrate', 0))");
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS posthorn_engine;
      CREATE TABLE IF NOT EXISTS posthorn_engine.migrations (
        name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()
      )`);
    const { rows } = await client.query<{ name: string }>("SELECT name FROM posthorn_engine.migrations");
    const applied = new Set(rows.map((row) => row.name));
    const names = (await readdir(MIGRATIONS_DIR)).filter((name) => !applied.has(name)).sort();
    for (const name of names) {
      await client.query(await readFile(path.join(MIGRATIONS_DIR, name), "utf8"));
      await client.query("INSERT INTO posthorn_engine.migrations (name) VALUES ($1)", [name]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

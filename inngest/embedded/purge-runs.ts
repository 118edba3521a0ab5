import "server-only";
import type { Pool } from "pg";

/**
 * Forgets the runs that finished before a time, with their steps, and event ids older than 24 hours.
 *
 * @returns how many runs
 */
export async function purgeRuns(pool: Pool, before: Date): Promise<number> {
  const { rows } = await pool.query<{ purged: number }>("SELECT posthorn_engine.purge($1) AS purged", [before]);
  return rows[0]?.purged ?? 0;
}

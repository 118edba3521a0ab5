import "server-only";
import type { Pool } from "pg";

/**
 * Cancels a run: nothing of it is started any more. A call in progress is not interrupted, but its answer is ignored.
 *
 * @returns whether there was an unfinished run with that id
 */
export async function cancelRun(pool: Pool, runId: string): Promise<boolean> {
  const { rows } = await pool.query<{ canceled: boolean }>("SELECT posthorn_engine.cancel_run($1) AS canceled", [
    runId,
  ]);
  return rows[0]?.canceled ?? false;
}

import "server-only";
import type { Pool } from "pg";
import type { QueueView } from "#lib/engine/engine-view";

interface Row {
  running: string;
  due: string;
  waiting: string;
  scheduled: string;
  oldest_due_ms: number | null;
  workers: string;
}

/** What the embedded engine has left to do, over all functions. */
export async function readQueue(pool: Pool): Promise<QueueView> {
  const { rows } = await pool.query<Row>(`
    SELECT count(*) FILTER (WHERE state = 'running') AS running,
           count(*) FILTER (WHERE state = 'due') AS due,
           count(*) FILTER (WHERE state = 'waiting') AS waiting,
           count(*) FILTER (WHERE state = 'scheduled') AS scheduled,
           (extract(epoch FROM now() - min(due_at) FILTER (WHERE state = 'due')) * 1000)::float8 AS oldest_due_ms,
           (SELECT count(*) FROM posthorn_engine.engines WHERE seen_at > now() - interval '10 seconds') AS workers
      FROM (
        SELECT work.due_at,
               CASE WHEN work.waiting_since IS NOT NULL THEN 'waiting'
                    WHEN jobs.locked_at IS NOT NULL THEN 'running'
                    WHEN work.due_at <= now() THEN 'due'
                    ELSE 'scheduled' END AS state
          FROM posthorn_engine.work LEFT JOIN posthorn_engine_queue.jobs ON jobs.id = work.job_id
      ) AS pieces`);
  const row = rows[0] as Row;
  return {
    running: Number(row.running),
    due: Number(row.due),
    waitingForSlot: Number(row.waiting),
    scheduled: Number(row.scheduled),
    oldestDueMs: row.oldest_due_ms ?? 0,
    workers: Number(row.workers),
  };
}

import "server-only";
import type { Pool } from "pg";
import { enginePool } from "#inngest/embedded/pool";
import { externalServer } from "#inngest/status/external-server";
import { listFunctions } from "#inngest/status/list-functions";
import { readQueue } from "#inngest/status/read-queue";
import { whenMigrated } from "#inngest/status/when-migrated";
import { config } from "#lib/config";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import type { EngineView, FunctionNumbers, QueueView } from "#lib/engine/engine-view";

const NOTHING_QUEUED: QueueView = { running: 0, due: 0, waitingForSlot: 0, scheduled: 0, oldestDueMs: 0, workers: 0 };

/** What executes the functions, and how it is doing. */
export async function readEngine(ctx: OperatorContext, pool: Pool = enginePool()): Promise<EngineView> {
  requireOperatorPermission(ctx, "instance:read");
  const functions = listFunctions(new Date());
  if (config().inngest.external) return { kind: "external", functions, server: externalServer() };
  const ids = functions.map(({ id }) => id);
  const [queue, numbers] = await Promise.all([
    whenMigrated(readQueue(pool), NOTHING_QUEUED),
    whenMigrated(readNumbers(pool, ids), []),
  ]);
  return { kind: "embedded", functions, numbers, queue };
}

/** Each part reads an index of its own: the runs of three days are not counted through. */
async function readNumbers(pool: Pool, functionIds: string[]): Promise<FunctionNumbers[]> {
  const { rows } = await pool.query<{
    function_id: string;
    running: number | null;
    queued: number | null;
    completed: number | null;
    failed: number | null;
    last_run_at: Date | null;
  }>(
    `SELECT fn.function_id, running, queued, completed.value AS completed, failed.count AS failed, last.created_at AS last_run_at
       FROM unnest($1::text[]) AS fn (function_id)
       LEFT JOIN (SELECT function_id, (count(*) FILTER (WHERE status = 'running'))::int AS running,
                         (count(*) FILTER (WHERE status = 'queued'))::int AS queued
                    FROM posthorn_engine.runs WHERE finished_at IS NULL GROUP BY function_id) AS unfinished ON unfinished.function_id = fn.function_id
       LEFT JOIN posthorn_engine.metrics AS completed ON completed.function_id = fn.function_id AND completed.name = 'completed'
       LEFT JOIN (SELECT function_id, count(*)::int FROM posthorn_engine.runs
                   WHERE error IS NOT NULL AND finished_at > now() - interval '24 hours' GROUP BY function_id
                 ) AS failed ON failed.function_id = fn.function_id
       LEFT JOIN LATERAL (SELECT created_at FROM posthorn_engine.runs WHERE runs.function_id = fn.function_id
                           ORDER BY id DESC LIMIT 1) AS last ON true`,
    [functionIds],
  );
  return rows.map((row) => ({
    functionId: row.function_id,
    running: row.running ?? 0,
    queued: row.queued ?? 0,
    completed: row.completed ?? 0,
    failed24h: row.failed ?? 0,
    lastRunAt: row.last_run_at?.toISOString() ?? null,
  }));
}

import "server-only";
import type { Pool } from "pg";
import { validate } from "uuid";
import { enginePool } from "#inngest/embedded/pool";
import { RUN_COLUMNS, type RunRow, runView } from "#inngest/status/list-runs";
import { whenMigrated } from "#inngest/status/when-migrated";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import type { RunDetail, RunError, RunWork } from "#lib/engine/engine-view";
import { notFound } from "#lib/errors/app-error";

interface DetailRow extends RunRow {
  concurrency_key: string;
  event_json: string;
  output_json: string | null;
}

interface StepRow {
  id: string;
  name: string;
  kind: "call" | "sleep";
  attempts: number;
  duration_ms: number | null;
  finished_at: Date;
  output_json: string | null;
  error: RunError | null;
}

interface FailureRow {
  step_name: string;
  attempt: number;
  error: RunError;
  failed_at: Date;
  retry_at: Date | null;
}

interface WorkRow {
  step_name: string;
  kind: "call" | "sleep";
  state: RunWork["state"];
  attempt: number;
  due_at: Date;
}

/**
 * One run of the embedded engine with its steps, failed attempts and what it does next.
 *
 * @throws {AppError} `not_found`
 */
export async function getRun(ctx: OperatorContext, id: string, pool: Pool = enginePool()): Promise<RunDetail> {
  requireOperatorPermission(ctx, "instance:read");
  if (!validate(id)) throw notFound("run");
  const read = async <Row>(text: string) => (await pool.query<Row & object>(text, [id])).rows;
  const [run] = await whenMigrated(
    read<DetailRow>(
      `SELECT ${RUN_COLUMNS}, concurrency_key, event::text AS event_json, output::text AS output_json
         FROM posthorn_engine.runs WHERE id = $1`,
    ),
    [],
  );
  if (!run) throw notFound("run");
  const [steps, failures, work] = await Promise.all([
    read<StepRow>(
      `SELECT id, name, kind, attempts, duration_ms, finished_at, data::text AS output_json, error
         FROM posthorn_engine.steps WHERE run_id = $1 ORDER BY position`,
    ),
    read<FailureRow>(
      "SELECT step_name, attempt, error, failed_at, retry_at FROM posthorn_engine.failures WHERE run_id = $1 ORDER BY failed_at",
    ),
    read<WorkRow>(
      `SELECT step_name, kind, attempt, due_at,
              CASE WHEN waiting_since IS NOT NULL THEN 'waiting for a slot' WHEN jobs.locked_at IS NOT NULL THEN 'running'
                   WHEN due_at <= now() THEN 'due' ELSE 'scheduled' END AS state
         FROM posthorn_engine.work LEFT JOIN posthorn_engine_queue.jobs ON jobs.id = work.job_id
        WHERE run_id = $1 ORDER BY due_at`,
    ),
  ]);
  return {
    ...runView(run),
    eventJson: run.event_json,
    outputJson: run.output_json,
    failure: errorView(run.error),
    concurrencyKey: run.concurrency_key || null,
    steps: steps.map((step) => ({
      id: step.id,
      name: step.name,
      kind: step.kind,
      attempts: step.attempts,
      durationMs: step.duration_ms,
      finishedAt: step.finished_at.toISOString(),
      outputJson: step.kind === "sleep" ? null : step.output_json,
      error: errorView(step.error),
    })),
    failures: failures.map((failure) => ({
      stepName: failure.step_name,
      attempt: failure.attempt + 1,
      error: errorView(failure.error) as RunError,
      failedAt: failure.failed_at.toISOString(),
      retryAt: failure.retry_at?.toISOString() ?? null,
    })),
    next: work.map((piece) => ({
      stepName: piece.step_name,
      kind: piece.kind,
      state: piece.state,
      attempt: piece.attempt + 1,
      dueAt: piece.due_at.toISOString(),
    })),
  };
}

/** Without the stack, which is the log's. */
function errorView(error: RunError | null): RunError | null {
  return error && { name: error.name, message: error.message };
}

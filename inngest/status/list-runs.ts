import "server-only";
import type { Pool } from "pg";
import { enginePool } from "#inngest/embedded/pool";
import { whenMigrated } from "#inngest/status/when-migrated";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import type { RunError, RunStatus, RunView } from "#lib/engine/engine-view";
import { RunFilters } from "#lib/engine/run-filters";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, readPage } from "#lib/http/cursor";

export interface RunRow {
  id: string;
  function_id: string;
  status: RunStatus;
  event: { name?: string };
  error: RunError | null;
  created_at: Date;
  scheduled_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** JSON whole: Postgres cannot look into it when it contains \\u0000. */
export const RUN_COLUMNS = "id, function_id, status, event, error, created_at, scheduled_at, started_at, finished_at";

/** Each status by the index that holds its runs (migrations/006-observe.sql). */
const STATUS_CONDITIONS: Record<RunStatus, string> = {
  queued: "finished_at IS NULL AND status = 'queued'",
  running: "finished_at IS NULL AND status = 'running'",
  completed: "status = 'completed'",
  failed: "error IS NOT NULL",
  canceled: "status = 'canceled'",
};

/** The embedded engine's runs of the last days, newest first. */
export async function listRuns(
  ctx: OperatorContext,
  filters: RunFilters = {},
  pool: Pool = enginePool(),
): Promise<Page<RunView>> {
  requireOperatorPermission(ctx, "instance:read");
  const { function: functionId, status, ...position } = parseInput(RunFilters, filters);
  const page = await readPage(position, async ({ id, orderBy, take }) => {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = ["true"];
    if (functionId) conditions.push(`function_id = ${bind(functionId)}`);
    if (status) conditions.push(STATUS_CONDITIONS[status]);
    if (id.lt) conditions.push(`id < ${bind(id.lt)}`);
    if (id.gt) conditions.push(`id > ${bind(id.gt)}`);
    const text = `SELECT ${RUN_COLUMNS} FROM posthorn_engine.runs WHERE ${conditions.join(" AND ")}
       ORDER BY id ${orderBy.id} LIMIT ${bind(take)}`;
    return whenMigrated(
      pool.query<RunRow>(text, values).then(({ rows }) => rows),
      [],
    );
  });
  return mapPage(page, runView);
}

export function runView(row: RunRow): RunView {
  return {
    id: row.id,
    functionId: row.function_id,
    status: row.status,
    event: row.event.name ?? "",
    createdAt: row.created_at.toISOString(),
    scheduledAt: row.scheduled_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    error: row.error?.message ?? null,
  };
}

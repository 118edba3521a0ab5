import "server-only";
import { db } from "#lib/database/client";
import { Prisma } from "#prisma/client";

/** Small enough that no statement holds locks, or the disk, for long. */
const BATCH = 500;

export interface Batch {
  deleted: number;
  /** The last row looked at: where the walk goes on. Null at its end. */
  cursor: string | null;
}

interface Range {
  workspaceId: string;
  /** Rows after this id … */
  after: string;
  /** … and before this one. */
  before: string;
}

/**
 * Deletes some deliveries with their attempts: those that rest since `cutoff`, or, without one, all. What waits, is held
 * or was sent again lately stays, and so does what somebody else is changing right now.
 */
export async function deleteDeliveries({ workspaceId, after, before }: Range, cutoff: Date | null): Promise<Batch> {
  const rests = cutoff
    ? Prisma.sql`status IN ('succeeded', 'failed', 'canceled') AND lease_token IS NULL
                 AND coalesce(completed_at, created_at) < ${cutoff.toISOString()}::timestamptz`
    : Prisma.sql`true`;
  const [row] = await db().$queryRaw<Row[]>`
    WITH batch AS MATERIALIZED (
      SELECT id, ${rests} AS rests FROM delivery
       WHERE workspace_id = ${workspaceId}::uuid AND id > ${after}::uuid AND id < ${before}::uuid
       ORDER BY id LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM delivery d USING batch WHERE d.id = batch.id AND batch.rests RETURNING d.id
    ), attempts AS (
      DELETE FROM attempt a USING gone WHERE a.delivery_id = gone.id
    )
    SELECT (SELECT count(*)::int FROM batch) AS seen, (SELECT count(*)::int FROM gone) AS deleted,
           (SELECT id::text FROM batch ORDER BY id DESC LIMIT 1) AS last`;
  return toBatch(row);
}

/** Deletes some events that no delivery needs any more. */
export async function deleteEvents({ workspaceId, after, before }: Range): Promise<Batch> {
  const [row] = await db().$queryRaw<Row[]>`
    WITH batch AS MATERIALIZED (
      SELECT id FROM event
       WHERE workspace_id = ${workspaceId}::uuid AND id > ${after}::uuid AND id < ${before}::uuid
       ORDER BY id LIMIT ${BATCH}::int
    ), gone AS (
      DELETE FROM event e USING batch
       WHERE e.id = batch.id AND NOT EXISTS (SELECT FROM delivery d WHERE d.event_id = e.id)
      RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM batch) AS seen, (SELECT count(*)::int FROM gone) AS deleted,
           (SELECT id::text FROM batch ORDER BY id DESC LIMIT 1) AS last`;
  return toBatch(row);
}

interface Row {
  seen: number;
  deleted: number;
  last: string | null;
}

function toBatch(row: Row | undefined): Batch {
  return { deleted: row?.deleted ?? 0, cursor: row?.seen === BATCH ? row.last : null };
}

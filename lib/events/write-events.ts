import "server-only";
import { db } from "#lib/database/client";
import { WriteQueue } from "#lib/events/write-queue";
import { subscribes } from "#lib/webhooks/subscribes";
import { Prisma } from "#prisma/client";

/** An event to write. `data` is its JSON text; `digest` tells whether an idempotency `key` is used for the same event. */
export interface EventRow {
  id: string;
  workspaceId: string;
  type: string;
  tenantId: string | null;
  data: string;
  occurredAt: Date;
  key: string | null;
  digest: string | null;
}

/** What became of an `EventRow`. */
export interface WrittenEvent {
  /** The id this request gave the event. */
  input_id: string;
  /** The id it has: an earlier one if it is a duplicate. */
  event_id: string;
  fresh: boolean;
  deliveries: bigint;
  shards: number[];
}

/** A batch this large is written by itself: single events shall not wait behind it. */
const LARGE_BATCH = 20;

const REFUSED = "PH409";

const queues = new Map<string, WriteQueue<EventRow, WrittenEvent>>();

/**
 * Writes the events of one request, together with those of other requests that come at the same time.
 *
 * @throws what `isKeyConflict` knows, when a key was used for another event; then nothing was written
 */
export async function writeEvents(
  productId: string,
  profileId: string,
  rows: readonly EventRow[],
): Promise<WrittenEvent[]> {
  if (rows.length >= LARGE_BATCH) return insert(productId, profileId, rows);
  const name = `${productId}/${profileId}`;
  let queue = queues.get(name);
  if (!queue) {
    queue = new WriteQueue(
      (all) => insert(productId, profileId, all),
      (row) => row.key && `${row.workspaceId}/${row.key}`,
    );
    queues.set(name, queue);
  }
  try {
    return await queue.add(rows);
  } finally {
    if (queue.isIdle) queues.delete(name);
  }
}

/**
 * Writes events, their idempotency keys and their deliveries in one statement, so it is atomic without a transaction's
 * round trips. A key that exists with another digest raises, which undoes all of it.
 *
 * Paused and disabled webhooks get a held delivery, so nothing vanishes. Their rows are locked: one that is being
 * resumed is seen as active, or its resumption waits and then finds what is held here.
 */
function insert(productId: string, profileId: string, rows: readonly EventRow[]): Promise<WrittenEvent[]> {
  const keyed = rows.some((row) => row.key !== null);
  return db().$queryRaw<WrittenEvent[]>`
    ${keyed ? ACCEPT_KEYED : ACCEPT} WITH input AS (
      SELECT * FROM unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.workspaceId)}::uuid[],
        ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.tenantId)}::uuid[],
        ${rows.map((row) => row.data)}::text[], ${rows.map((row) => row.occurredAt.toISOString())}::timestamptz[],
        ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.digest)}::text[]
      ) AS i(id, workspace_id, type, tenant_id, data, occurred_at, key, digest)
    ), ${keyed ? keysCte : noKeysCte}, accepted AS (
      INSERT INTO event (id, workspace_id, profile_id, tenant_id, type, data, occurred_at, key)
      SELECT i.id, i.workspace_id, ${profileId}::uuid, i.tenant_id, i.type, i.data, i.occurred_at, i.key
        FROM input i WHERE i.key IS NULL OR EXISTS (SELECT FROM keys k WHERE k.event_id = i.id)
      RETURNING id, workspace_id, tenant_id, type
    ), resting AS MATERIALIZED (
      SELECT id FROM webhook
       WHERE workspace_id IN (SELECT workspace_id FROM input) AND status <> 'active' AND deleted_at IS NULL
       ORDER BY id FOR SHARE
    ), matched AS (
      SELECT a.id AS event_id, a.workspace_id, a.type, w.id AS webhook_id, w.shard, resting.id IS NULL AS active,
             h.wait_until > now() AS waits
        FROM accepted a
        JOIN event_type t ON t.product_id = ${productId}::uuid AND t.name = a.type
        JOIN webhook w ON w.workspace_id = a.workspace_id
        LEFT JOIN resting ON resting.id = w.id
        LEFT JOIN member m ON m.workspace_id = w.workspace_id AND m.user_id = w.owner_id
        LEFT JOIN webhook_health h ON h.webhook_id = w.id
       WHERE ${subscribes("a")}
    ), fanned AS (
      INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard, next_attempt_at)
      SELECT posthorn_uuid7(), workspace_id, webhook_id, event_id, type,
             CASE WHEN active THEN 'pending'::delivery_status ELSE 'held' END,
             shard,
             CASE WHEN active THEN now() END
        -- An ordered webhook's deliveries go by their ids, and a join may give back its rows in any order.
        FROM (SELECT * FROM matched ORDER BY event_id) matched
    ), fans AS (
      -- A webhook that has to wait wakes nobody: whoever made it wait has set a timer, and the sweep stands behind it.
      SELECT event_id, count(*) AS deliveries,
             coalesce(array_agg(DISTINCT shard) FILTER (WHERE active AND waits IS NOT TRUE), '{}') AS shards
        FROM matched GROUP BY event_id
    )
    SELECT a.id AS input_id, a.id AS event_id, true AS fresh, coalesce(f.deliveries, 0) AS deliveries,
           coalesce(f.shards, '{}') AS shards
      FROM accepted a LEFT JOIN fans f ON f.event_id = a.id
    UNION ALL
    SELECT k.input_id, k.event_id, false, (SELECT count(*) FROM delivery d WHERE d.event_id = k.event_id), '{}'
      FROM keys k
     WHERE k.event_id <> k.input_id
       AND CASE WHEN k.digest = k.input_digest THEN true ELSE posthorn_refuse('idempotency_conflict', k.key) END`;
}

/** The statement's name once prepared (lib/database/client.ts): it has two texts. */
const ACCEPT = Prisma.raw("/* prepared: accept */");
const ACCEPT_KEYED = Prisma.raw("/* prepared: accept-keyed */");

/** DO UPDATE rather than DO NOTHING, because it waits for a concurrent request with the same key and returns its row. */
const keysCte = Prisma.sql`written_keys AS (
      INSERT INTO event_key AS k (workspace_id, key, event_id, digest)
      SELECT workspace_id, key, id, decode(digest, 'hex') FROM input WHERE key IS NOT NULL ORDER BY workspace_id, key
      ON CONFLICT (workspace_id, key) DO UPDATE SET key = excluded.key
      RETURNING k.workspace_id, k.key, k.event_id, k.digest
    ), keys AS (
      SELECT w.key, w.event_id, w.digest, i.id AS input_id, decode(i.digest, 'hex') AS input_digest
        FROM written_keys w JOIN input i ON i.workspace_id = w.workspace_id AND i.key = w.key
    )`;

const noKeysCte = Prisma.sql`keys AS (
      SELECT NULL::text AS key, NULL::uuid AS event_id, NULL::bytea AS digest, NULL::uuid AS input_id,
             NULL::bytea AS input_digest WHERE false
    )`;

/** Whether this is how `writeEvents` refuses a key that was used for another event. */
export function isKeyConflict(error: unknown): boolean {
  return error instanceof Error && error.message.includes(REFUSED);
}

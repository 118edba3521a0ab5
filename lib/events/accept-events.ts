import "server-only";
import { createHash } from "node:crypto";
import { db } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { AppError, type FieldError } from "#lib/errors/app-error";
import { type PublishItem, summary } from "#lib/events/parse-publish";
import { type Catalogue, loadCatalogue, resolveTenants, resolveWorkspaces } from "#lib/events/publish-lookups";
import { WriteQueue } from "#lib/events/write-queue";
import { newId, publicId } from "#lib/ids";
import type { Levels } from "#lib/limits/spend";
import { spendPublishing } from "#lib/limits/spend-publishing";
import { subscribes } from "#lib/webhooks/subscribes";
import { Prisma } from "#prisma/client";

/** Whose publish key it is. */
export interface Publisher {
  productId: string;
  /** The key; without one no rate limit applies. */
  keyId?: string;
  /** Where its rate limits are noted. */
  levels?: Levels;
}

export interface AcceptedEvent {
  id: string;
  type: string;
  /** How many webhooks it goes to. */
  deliveries: number;
  /** Whether its id had been accepted before; nothing new is sent then. */
  duplicate: boolean;
  /** How its data does not match the schema of its type, where that is told and not refused. */
  warnings?: FieldError[];
}

interface Row {
  id: string;
  workspaceId: string;
  type: string;
  tenantId: string | null;
  data: string;
  occurredAt: Date;
  key: string | null;
  digest: string | null;
  warnings: FieldError[] | undefined;
}

const REFUSED = "PH409";

/**
 * Accepts events: when this resolves they are committed, each with a delivery per subscribed webhook. All or nothing.
 *
 * @throws {AppError} `rate_limited`, `invalid_input` with a path for every unknown workspace or event type, `idempotency_conflict`
 * when an id was used for a different event
 */
export async function acceptEvents(publisher: Publisher, items: readonly PublishItem[]): Promise<AcceptedEvent[]> {
  const path = (index: number, field: string) => (items.length === 1 ? field : `${index}.${field}`);
  const catalogue = await loadCatalogue(publisher.productId);
  const rows = await toRows(publisher, items, catalogue, path);
  const { unique, original } = mergeRepeats(rows, path);
  spendPublishing(publisher, rows);
  const written = await write(publisher.productId, catalogue.profileId, unique).catch(async (error: unknown) => {
    throw isRefusal(error) ? await conflictError(unique, rows, path) : error;
  });
  void wakeShards(new Set(written.flatMap((row) => row.shards)));

  const byId = new Map(written.map((row) => [row.input_id, row]));
  const seen = new Set<string>();
  return rows.map((row) => {
    const first = original.get(row) ?? row;
    const result = byId.get(first.id);
    if (!result) throw new Error("The accept statement lost an event.");
    const repeated = seen.has(first.id);
    seen.add(first.id);
    return {
      id: publicId("event", result.event_id),
      type: row.type,
      deliveries: Number(result.deliveries),
      duplicate: repeated || !result.fresh,
      ...(row.warnings && { warnings: row.warnings }),
    };
  });
}

async function toRows(
  publisher: Publisher,
  items: readonly PublishItem[],
  catalogue: Catalogue,
  path: (index: number, field: string) => string,
): Promise<Row[]> {
  const workspaces = await resolveWorkspaces(publisher.productId, new Set(items.map((item) => item.workspace)));
  const errors: FieldError[] = [];
  const warnings = new Map<PublishItem, FieldError[]>();
  items.forEach((item, index) => {
    const workspace = workspaces.get(item.workspace);
    if (!workspace) {
      errors.push({
        path: path(index, "workspace"),
        message: `"${item.workspace}" is not a workspace of this product`,
      });
    } else if (workspace.suspended) {
      errors.push({ path: path(index, "workspace"), message: `"${item.workspace}" is suspended` });
    }
    const check = catalogue.types.get(item.type);
    if (check === undefined) {
      const problem = catalogue.archived.has(item.type) ? "is archived" : "is not in the event catalogue";
      errors.push({ path: path(index, "type"), message: `"${item.type}" ${problem}` });
    }
    const mismatches = check?.problems(item.data) ?? [];
    if (check?.rejects) errors.push(...mismatches.map((error) => ({ ...error, path: path(index, error.path) })));
    else if (mismatches.length > 0) warnings.set(item, mismatches);
  });
  if (errors.length > 0) throw new AppError("invalid_input", summary(errors), { errors });

  const idOf = (item: PublishItem) => workspaces.get(item.workspace)?.id ?? "";
  const tenants = await resolveTenants(
    items.flatMap((item) => (item.tenant === null ? [] : [{ workspaceId: idOf(item), key: item.tenant }])),
  );
  const now = new Date();
  return items.map((item) => ({
    id: newId(),
    workspaceId: idOf(item),
    type: item.type,
    tenantId: item.tenant === null ? null : (tenants.get(`${idOf(item)}/${item.tenant}`) ?? null),
    data: item.data,
    occurredAt: item.timestamp ?? now,
    key: item.key,
    digest: item.key === null ? null : digestOf(item),
    warnings: warnings.get(item),
  }));
}

function digestOf(item: PublishItem): string {
  const parts = [item.type, item.tenant, item.timestamp?.toISOString() ?? null, item.data];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Within one batch a repeated id is one event; the same id with other content refuses the batch. */
function mergeRepeats(rows: readonly Row[], path: (index: number, field: string) => string) {
  const firstByKey = new Map<string, Row>();
  const original = new Map<Row, Row>();
  const errors: FieldError[] = [];
  rows.forEach((row, index) => {
    if (row.key === null) return;
    const key = `${row.workspaceId}/${row.key}`;
    const first = firstByKey.get(key);
    if (!first) firstByKey.set(key, row);
    else if (first.digest === row.digest) original.set(row, first);
    else
      errors.push({ path: path(index, "id"), message: `"${row.key}" stands in this batch twice with other content` });
  });
  if (errors.length > 0) throw new AppError("idempotency_conflict", summary(errors), { errors });
  return { unique: rows.filter((row) => !original.has(row)), original };
}

interface Written {
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

const queues = new Map<string, WriteQueue<Row, Written>>();

/** Writes the events of one request, together with those of other requests that come at the same time. */
async function write(productId: string, profileId: string, rows: readonly Row[]): Promise<Written[]> {
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
function insert(productId: string, profileId: string, rows: readonly Row[]): Promise<Written[]> {
  const keyed = rows.some((row) => row.key !== null);
  return db().$queryRaw<Written[]>`
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

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.includes(REFUSED);
}

/** Names the items whose id was used before, and what is different. */
async function conflictError(
  unique: readonly Row[],
  rows: readonly Row[],
  path: (index: number, field: string) => string,
): Promise<AppError> {
  const keyed = unique.filter((row) => row.key !== null);
  const known = await db().$queryRaw<
    {
      workspace_id: string;
      key: string;
      digest: string;
      type: string | null;
      tenant_id: string | null;
      data: string | null;
    }[]
  >`
    SELECT k.workspace_id, k.key, encode(k.digest, 'hex') AS digest, e.type, e.tenant_id, e.data
      FROM event_key k
      JOIN unnest(${keyed.map((row) => row.workspaceId)}::uuid[], ${keyed.map((row) => row.key)}::text[])
        AS i(workspace_id, key) ON i.workspace_id = k.workspace_id AND i.key = k.key
      LEFT JOIN event e ON e.id = k.event_id`;
  const byKey = new Map(known.map((row) => [`${row.workspace_id}/${row.key}`, row]));
  const errors = rows.flatMap((row, index): FieldError[] => {
    const before = row.key === null ? undefined : byKey.get(`${row.workspaceId}/${row.key}`);
    if (!before || before.digest === row.digest) return [];
    const different =
      before.type !== row.type
        ? "type"
        : before.tenant_id !== row.tenantId
          ? "tenant"
          : before.data !== row.data
            ? "data"
            : "timestamp";
    return [{ path: path(index, "id"), message: `"${row.key}" was used for an event with a different ${different}` }];
  });
  return new AppError("idempotency_conflict", summary(errors), { errors });
}

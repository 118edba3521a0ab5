import "server-only";
import { createHash } from "node:crypto";
import { db } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { AppError, type FieldError } from "#lib/errors/app-error";
import { type PublishItem, summary } from "#lib/events/parse-publish";
import { type Catalogue, loadCatalogue, resolveTenants, resolveWorkspaces } from "#lib/events/publish-lookups";
import { type EventRow, isKeyConflict, writeEvents } from "#lib/events/write-events";
import { newId, publicId } from "#lib/ids";
import type { Levels } from "#lib/limits/spend";
import { spendPublishing } from "#lib/limits/spend-publishing";

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

interface Row extends EventRow {
  warnings: FieldError[] | undefined;
}

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
  const written = await writeEvents(publisher.productId, catalogue.profileId, unique).catch(async (error: unknown) => {
    throw isKeyConflict(error) ? await conflictError(unique, rows, path) : error;
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

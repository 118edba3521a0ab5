import "server-only";
import { z } from "zod";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { deliveryWhere } from "#lib/deliveries/select-page";
import { invalidInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { typesOfGroup } from "#lib/event-types/types-of-group";
import { searchEvents } from "#lib/events/search-events";
import { tenantIdOf } from "#lib/events/tenant-keys";
import { firstIdOf, idsBetween, idsStartingWith } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import { REPLAY_KINDS, REPLAYABLE_STATUSES } from "#lib/replays/replay-options";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { subscribes } from "#lib/webhooks/subscribes";
import { Prisma } from "#prisma/client";

const IdRange = z.object({ gte: z.string(), lte: z.string() });

/** A replay's request with everything looked up that must not change while it runs. Stored with the replay. */
export const ReplayScope = z.object({
  kind: z.enum(REPLAY_KINDS),
  status: z.enum([...REPLAYABLE_STATUSES, "any"]),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime(),
  type: z.string().optional(),
  types: z.array(z.string()).optional(),
  responseStatus: z.string().optional(),
  errorCode: z.string().optional(),
  /** A row id. */
  tenantId: z.string().optional(),
  /** Row ids. */
  deliveryIds: z.array(z.string()).optional(),
  idRange: IdRange.optional(),
  eventIds: z.union([z.array(z.string()), IdRange]).optional(),
  /** Event types that whoever asked may not see. */
  hiddenTypes: z.array(z.string()),
});
export type ReplayScope = z.output<typeof ReplayScope>;

/** @throws {AppError} `invalid_input` when the id of a delivery or event is malformed */
export async function resolveScope(
  tx: Transaction,
  ctx: WorkspaceContext,
  input: z.output<typeof ReplayInput>,
): Promise<ReplayScope> {
  const { kind, deliveries, status, since, until = new Date(), type, event, errorCode, q } = input;
  const { group, responseStatus, tenant } = input;
  return {
    kind,
    status: kind === "selected" ? "any" : (status ?? "failed"),
    since: since?.toISOString() ?? null,
    until: until.toISOString(),
    ...(type && { type }),
    ...(group && { types: await typesOfGroup(tx, ctx, group) }),
    ...(responseStatus && { responseStatus }),
    ...(errorCode && { errorCode }),
    ...(tenant && { tenantId: await knownTenant(ctx, tenant) }),
    ...(deliveries && {
      deliveryIds: deliveries.map((id, index) => rowIdOf("delivery", id, `deliveries.${index}`)),
    }),
    ...(q && (await searchScope(ctx, q, since, until))),
    ...(event && { eventIds: [rowIdOf("event", event, "event")] }),
    hiddenTypes: await hiddenTypes(tx, ctx),
  };
}

async function searchScope(ctx: WorkspaceContext, q: string, since: Date | undefined, until: Date) {
  const idRange = idsStartingWith("delivery", q);
  if (idRange) return { idRange };
  return { eventIds: idsStartingWith("event", q) ?? (await searchEvents(ctx, q, idsBetween(since, until))) };
}

async function knownTenant(ctx: WorkspaceContext, key: string): Promise<string> {
  const id = await tenantIdOf(ctx.workspace.id, key);
  if (!id) throw invalidInput([{ path: "tenant", message: `There is no tenant "${key}".` }]);
  return id;
}

function rowIdOf(kind: "delivery" | "event", id: string, path: string): string {
  const uuid = parseId(kind, id);
  if (!uuid)
    throw invalidInput([{ path, message: `is not the id of ${kind === "event" ? "an event" : "a delivery"}` }]);
  return uuid;
}

interface Target {
  workspaceId: string;
  /** One webhook, or null for all active ones. */
  webhookId: string | null;
  /** Only what comes after this id. */
  after?: string | null;
}

/**
 * A query for the ids of what is in scope, without order: deliveries or, for what is missing, events. Excluded is what
 * waits for an attempt already. `status` stands in it as a literal, for the partial index of what has not succeeded.
 */
export function inScope(scope: ReplayScope, { workspaceId, webhookId, after }: Target): Prisma.Sql {
  const since = scope.since === null ? undefined : new Date(scope.since);
  if (scope.kind === "missing") return missing(scope, { workspaceId, webhookId, after: after ?? null }, since);
  const where = deliveryWhere({
    workspaceId,
    webhookId: webhookId ?? undefined,
    eventId: undefined,
    type: scope.type,
    status: scope.status === "any" ? undefined : scope.status,
    types: scope.types,
    responseStatus: scope.responseStatus,
    errorCode: scope.errorCode,
    tenantId: scope.tenantId,
    ids: [
      scope.kind === "selected" ? {} : idsBetween(since, new Date(scope.until)),
      ...(scope.idRange ? [scope.idRange] : []),
      ...(after ? [{ gt: after }] : []),
    ],
    eventIds: scope.eventIds,
    hiddenTypes: scope.hiddenTypes,
  });
  return Prisma.sql`SELECT id FROM delivery WHERE ${where}
    ${scope.status === "any" ? Prisma.sql`AND status <> 'pending'` : Prisma.empty}
    ${scope.deliveryIds ? Prisma.sql`AND id = ANY(${scope.deliveryIds}::uuid[])` : Prisma.empty}
    ${webhookId ? Prisma.empty : ofActiveWebhooks(workspaceId)}`;
}

function ofActiveWebhooks(workspaceId: string): Prisma.Sql {
  return Prisma.sql`AND webhook_id IN (SELECT id FROM webhook
    WHERE workspace_id = ${workspaceId}::uuid AND status = 'active' AND deleted_at IS NULL)`;
}

/**
 * Events nearest to the end of their retention are left out: the purge, which deletes events without deliveries, must
 * never meet one that is just being given one.
 */
const RETENTION_MARGIN = Prisma.sql`interval '6 hours'`;

function missing(scope: ReplayScope, target: Required<Target>, since: Date | undefined): Prisma.Sql {
  return Prisma.sql`SELECT e.id FROM event e
    JOIN workspace s ON s.id = e.workspace_id
    JOIN event_type t ON t.product_id = s.product_id AND t.name = e.type
    JOIN webhook w ON w.id = ${target.webhookId}::uuid AND w.workspace_id = e.workspace_id
    LEFT JOIN member m ON m.workspace_id = w.workspace_id AND m.user_id = w.owner_id
   WHERE e.workspace_id = ${target.workspaceId}::uuid AND NOT e.test AND ${subscribes("e")}
     AND e.id >= ${firstIdOf(since ?? new Date(0))}::uuid AND e.id < ${firstIdOf(new Date(scope.until))}::uuid
     ${target.after ? Prisma.sql`AND e.id > ${target.after}::uuid` : Prisma.empty}
     AND e.created_at > now() - make_interval(days => s.retention_days) + ${RETENTION_MARGIN}
     ${scope.type ? Prisma.sql`AND e.type = ${scope.type}` : Prisma.empty}
     AND e.type <> ALL(${scope.hiddenTypes}::text[])
     AND NOT EXISTS (SELECT FROM delivery d WHERE d.event_id = e.id AND d.webhook_id = w.id)`;
}

/** Counts what is in scope up to `max`, with the oldest and newest id of what it counted. */
export async function countScope(tx: Transaction, scope: ReplayScope, target: Target, max: number) {
  const [row] = await tx.$queryRaw<[{ count: number; oldest: string | null; newest: string | null }]>`
    SELECT count(*)::int AS count, (array_agg(id ORDER BY id))[1]::text AS oldest,
           (array_agg(id ORDER BY id DESC))[1]::text AS newest
      FROM (SELECT id FROM (${inScope(scope, target)}) found ORDER BY id LIMIT ${max}::int) counted`;
  return row;
}

/** Counts all that is in scope. */
export async function countAll(tx: Transaction, scope: ReplayScope, target: Target): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (${inScope(scope, target)}) found`;
  return row.count;
}

/** The newest id in scope. */
export async function newestInScope(tx: Transaction, scope: ReplayScope, target: Target): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (${inScope(scope, target)}) found ORDER BY id DESC LIMIT 1`;
  return row?.id ?? null;
}

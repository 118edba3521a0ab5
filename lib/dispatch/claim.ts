import "server-only";
import { db } from "#lib/database/client";
import { NO_SYNC } from "#lib/database/no-sync";
import { notSuspended } from "#lib/workspaces/not-suspended";
import type { AttemptReason } from "#prisma/client";

/** A delivery that this process holds the lease of. */
export interface ClaimedDelivery {
  id: string;
  /** The lease: the id of the attempt about to be made. */
  token: string;
  /** When it was claimed, by this process's `performance.now()`; rather too early than too late. */
  claimedAtMs: number;
  workspaceId: string;
  webhookId: string;
  webhookVersion: number;
  eventId: string;
  profileId: string;
  type: string;
  data: string;
  occurredAt: Date;
  tenant: string | null;
  attemptNumber: number;
  retryStep: number;
  reason: AttemptReason;
  test: boolean;
}

export interface Room {
  held: number;
  room: number;
}

export interface ClaimRequest {
  shard: number;
  /** At most this many deliveries. */
  limit: number;
  /** Webhooks after this one first, so that claims go round-robin. */
  afterWebhookId: string;
  /** The webhooks in use: how many deliveries they hold, and how many more they may take. Others take `defaultRoom`. */
  rooms: ReadonlyMap<string, Room>;
  defaultRoom: number;
  leaseMs: number;
  /** The process that takes the leases (lib/dispatch/presence.ts); null when it could not be made known. */
  processId: number | null;
}

export interface Claim {
  deliveries: ClaimedDelivery[];
  /** When the next delivery of the webhooks looked at falls due, null when none is left. */
  nextDueAt: Date | null;
  /** The same as milliseconds from now: the clock of this process may differ from the database's. */
  nextDueInMs: number | null;
  /** The last webhook looked at: where the next claim goes on. Null when the walk reached the shard's end. */
  lastWebhookId: string | null;
}

/** How many webhooks one claim looks at, per delivery it may take. */
const LANES_PER_DELIVERY = 2;

/**
 * Takes the leases of due deliveries, fairly: it walks the shard webhook by webhook and takes from each only what its
 * lane has room for. One statement, because it is the hottest one there is:
 *
 * - `lane` jumps from webhook to webhook along the `delivery_due` index, so a million pending rows of one webhook cost
 *   the others one index descent.
 * - `ready` drops webhooks that are paused, throttled, whose circuit is open, or whose workspace is suspended. A webhook whose
 *   circuit was open gets one delivery, the probe.
 * - An ordered webhook's rows keep their `next_attempt_at` while leased, so its head stays the head; other rows move
 *   behind their lease, out of the way of the next claim.
 */
export async function claimDeliveries(request: ClaimRequest): Promise<Claim> {
  const rooms = [...request.rooms.values()];
  const claimedAtMs = performance.now();
  const maxLanes = request.limit * LANES_PER_DELIVERY;
  const rows = await db().$queryRaw<ClaimRow[]>`
    /* prepared: claim */
    WITH RECURSIVE lane AS (
      (SELECT webhook_id, next_attempt_at, 1 AS n FROM delivery
        WHERE shard = ${request.shard}::smallint AND status = 'pending'
          AND webhook_id > ${request.afterWebhookId}::uuid
        ORDER BY webhook_id, next_attempt_at, id LIMIT 1)
      UNION ALL
      SELECT next.webhook_id, next.next_attempt_at, lane.n + 1
        FROM lane CROSS JOIN LATERAL (
          SELECT webhook_id, next_attempt_at FROM delivery
           WHERE shard = ${request.shard}::smallint AND status = 'pending' AND webhook_id > lane.webhook_id
           ORDER BY webhook_id, next_attempt_at, id LIMIT 1) next
       WHERE lane.n < ${maxLanes}::int
    ), looked AS MATERIALIZED (
      SELECT lane.webhook_id, lane.n, w.ordered, w.version,
             greatest(lane.next_attempt_at, h.wait_until) AS due_at, coalesce(h.circuit_openings, 0) > 0 AS probing,
             CASE WHEN h.circuit_openings > 0 THEN CASE WHEN busy.held > 0 THEN 0 ELSE 1 END
                  ELSE coalesce(busy.room, least(w.max_in_flight, ${request.defaultRoom}::int,
                                                 CASE WHEN w.rate_limit > 0 THEN ceil(w.rate_limit)::int END)) END AS room
        FROM lane
        JOIN webhook w ON w.id = lane.webhook_id AND w.status = 'active' AND w.shard = ${request.shard}::smallint
             AND ${notSuspended("w")}
        LEFT JOIN webhook_health h ON h.webhook_id = w.id
        LEFT JOIN unnest(${[...request.rooms.keys()]}::uuid[], ${rooms.map(({ held }) => held)}::int[],
                         ${rooms.map(({ room }) => room)}::int[]) AS busy(webhook_id, held, room) ON busy.webhook_id = w.id
    ), picked AS (
      SELECT head.id, ready.ordered, ready.version, ready.probing
        FROM (SELECT * FROM looked WHERE due_at <= now() AND room > 0 ORDER BY n) ready
       CROSS JOIN LATERAL (
          SELECT d.id, d.lease_token FROM delivery d
           WHERE d.shard = ${request.shard}::smallint AND d.status = 'pending'
             AND d.webhook_id = ready.webhook_id AND d.next_attempt_at <= now()
           ORDER BY d.next_attempt_at, d.id
           LIMIT CASE WHEN ready.ordered THEN 1 ELSE ready.room END
             FOR UPDATE SKIP LOCKED) head
       WHERE head.lease_token IS NULL
       LIMIT ${request.limit}::int
    ), taken AS (
      UPDATE delivery d
         SET lease_token = posthorn_uuid7(),
             leased_by = ${request.processId}::int,
             lease_until = now() + make_interval(secs => ${request.leaseMs / 1000}),
             next_attempt_at = CASE WHEN picked.ordered THEN d.next_attempt_at
                                    ELSE now() + make_interval(secs => ${request.leaseMs / 1000}) END,
             attempt_count = d.attempt_count + 1
        FROM picked
       WHERE d.id = picked.id
      RETURNING d.id, d.lease_token, d.workspace_id, d.webhook_id, picked.version, d.event_id,
                d.attempt_count, d.retry_step, d.test,
                CASE WHEN picked.probing AND d.next_reason IN ('first', 'retry') THEN 'probe'
                     ELSE d.next_reason END AS next_reason
    )
    SELECT taken.id, taken.lease_token, taken.workspace_id, taken.webhook_id, taken.version, taken.event_id,
           taken.attempt_count, taken.retry_step, taken.next_reason, taken.test,
           e.profile_id, e.type, e.data, e.occurred_at, t.key AS tenant,
           NULL::timestamptz AS next_due_at, NULL::float8 AS next_due_in_ms, NULL::uuid AS last_webhook_id
      FROM taken JOIN event e ON e.id = taken.event_id LEFT JOIN tenant t ON t.id = e.tenant_id
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           (SELECT min(due_at) FROM looked WHERE due_at > now()),
           (SELECT extract(epoch FROM min(due_at) - now()) * 1000 FROM looked WHERE due_at > now())::float8,
           (SELECT webhook_id FROM lane WHERE n = ${maxLanes}::int)
     WHERE ${NO_SYNC}`;

  const claim: Claim = { deliveries: [], nextDueAt: null, nextDueInMs: null, lastWebhookId: null };
  for (const row of rows) {
    if (row.id !== null) claim.deliveries.push(claimedFromRow(row, claimedAtMs));
    else {
      claim.nextDueAt = row.next_due_at;
      claim.nextDueInMs = row.next_due_in_ms;
      claim.lastWebhookId = row.last_webhook_id;
    }
  }
  // Cut off by the limit: those behind the last one taken were looked at, but not served.
  if (claim.deliveries.length >= request.limit) claim.lastWebhookId = claim.deliveries.at(-1)?.webhookId ?? null;
  return claim;
}

/** A leased delivery with its event, as SQL answers it. */
export interface TakenRow {
  id: string;
  lease_token: string;
  workspace_id: string;
  webhook_id: string;
  version: number;
  event_id: string;
  attempt_count: number;
  retry_step: number;
  next_reason: AttemptReason;
  test: boolean;
  profile_id: string;
  type: string;
  data: string;
  occurred_at: Date;
  tenant: string | null;
}
type ClaimRow =
  | TakenRow
  | { id: null; next_due_at: Date | null; next_due_in_ms: number | null; last_webhook_id: string | null };

/** @param claimedAtMs see ClaimedDelivery */
export function claimedFromRow(row: TakenRow, claimedAtMs: number): ClaimedDelivery {
  return {
    id: row.id,
    token: row.lease_token,
    claimedAtMs,
    workspaceId: row.workspace_id,
    webhookId: row.webhook_id,
    webhookVersion: row.version,
    eventId: row.event_id,
    profileId: row.profile_id,
    type: row.type,
    data: row.data,
    occurredAt: row.occurred_at,
    tenant: row.tenant,
    attemptNumber: row.attempt_count,
    retryStep: row.retry_step,
    reason: row.next_reason,
    test: row.test,
  };
}

/** Gives back the leases of deliveries that were claimed but not begun. An ordered webhook's keep their place. */
export async function releaseClaims(tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await db().$executeRaw`
    UPDATE delivery
       SET lease_token = NULL, lease_until = NULL, next_attempt_at = least(next_attempt_at, now()),
           attempt_count = attempt_count - 1
     WHERE lease_token = ANY(${tokens}::uuid[]) AND status = 'pending'`;
}

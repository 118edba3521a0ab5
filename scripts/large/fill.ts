import { createDataKey } from "#lib/crypto/envelope";
import { db, type Transaction } from "#lib/database/client";
import { shardOf } from "#lib/dispatch/shards";
import { newId } from "#lib/ids";
import { COUNTED_UNTIL, countEvents } from "#lib/statistics/count-events";
import { sumOldHours } from "#lib/statistics/sum-old-hours";
import { Prisma } from "#prisma/client";

export const LARGE_SLUG = "large";

const EVENTS = 625_000;
/** Each event goes to two of them. */
const WEBHOOKS = 40;
const TENANTS = 20;
const DAYS = 30;
const BATCH = 25_000;
const BATCH_TIMEOUT_MS = 300_000;
/** Its slug until it is complete: a run that was ended leaves nothing that looks like it. */
const FILLING_SLUG = "large-filling";

/** Fills the workspace. Batch by batch in SQL, so that it takes minutes and little memory; deterministic but for ids. */
export async function fillLarge(say: (text: string) => void): Promise<void> {
  await dropUnfinished();
  const ids = await createWorkspace();
  const startedAt = Date.now();
  for (let first = 0; first < EVENTS; first += BATCH) {
    await db().$transaction(
      async (tx) => {
        await insertEvents(tx, ids, first);
        await insertDeliveries(tx);
        await insertAttempts(tx);
        await tx.$executeRaw`DROP TABLE batch`;
      },
      { timeout: BATCH_TIMEOUT_MS },
    );
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(`${(first + BATCH).toLocaleString("en")} of ${EVENTS.toLocaleString("en")} events, ${seconds} s`);
  }
  await insertHours(ids.workspaceId);
  while ((await sumOldHours()) > 0);
  await countFromStart();
  await insertHealth(ids.workspaceId);
  await db().$executeRaw`VACUUM (ANALYZE) event`;
  await db().$executeRaw`VACUUM (ANALYZE) delivery`;
  await db().$executeRaw`VACUUM (ANALYZE) attempt`;
  await db().$executeRaw`VACUUM (ANALYZE) webhook_hour`;
  await db().workspace.update({ where: { id: ids.workspaceId }, data: { slug: LARGE_SLUG } });
}

/** Its log is left to the purge, as with every workspace that is deleted. */
async function dropUnfinished(): Promise<void> {
  const unfinished = await db().workspace.findUnique({ where: { slug: FILLING_SLUG }, select: { id: true } });
  if (!unfinished) return;
  await db().deletedWorkspace.create({ data: unfinished });
  await db().workspace.delete({ where: unfinished });
}

interface Ids {
  workspaceId: string;
  profileId: string;
  types: string[];
  webhookIds: string[];
  tenantIds: string[];
  /** When the first event happened, in ms since 1970. */
  sinceMs: number;
}

async function createWorkspace(): Promise<Ids> {
  const product = await db().product.findFirstOrThrow({
    where: { slug: "acme" },
    include: { profiles: { orderBy: { version: "desc" }, take: 1 }, eventTypes: true },
  });
  const workspaceId = newId();
  const webhooks = Array.from({ length: WEBHOOKS }, (_, n) => ({ id: newId(), n }));
  const tenants = Array.from({ length: TENANTS }, (_, n) => ({ id: newId(), key: `tenant-${n}`, name: `Tenant ${n}` }));
  const owners = await db().member.findMany({ where: { workspace: { slug: "acme" } } });
  await db().workspace.create({
    data: {
      id: workspaceId,
      productId: product.id,
      slug: FILLING_SLUG,
      name: "Large",
      dataKey: createDataKey(workspaceId),
      // Older than the oldest: the purge leaves it alone.
      retentionDays: 90,
      tenants: { create: tenants },
      members: { create: owners.map(({ userId, role }) => ({ userId, role })) },
      webhooks: {
        // Paused: nothing is sent to addresses that are not ours.
        create: webhooks.map(({ id, n }) => ({
          id,
          name: `Webhook ${n}`,
          url: `https://hooks.example.com/${n}`,
          eventTypes: ["*"],
          shard: shardOf(id),
          status: "paused",
          statusReason: "Seeded.",
        })),
      },
    },
  });
  return {
    workspaceId,
    profileId: product.profiles[0]?.id ?? "",
    types: product.eventTypes.map((type) => type.name),
    webhookIds: webhooks.map(({ id }) => id),
    tenantIds: tenants.map(({ id }) => id),
    sinceMs: Date.now() - DAYS * 86_400_000,
  };
}

/** A uuid v7 of a time in ms, with a number that keeps the order of one millisecond. */
const uuid7 = (ms: Prisma.Sql, n: Prisma.Sql) => Prisma.sql`(lpad(to_hex(${ms}::bigint), 12, '0') || '7' ||
  lpad(to_hex(${n}::int % 4096), 3, '0') || '8' || substr(md5(random()::text), 1, 15))::uuid`;

/** The rarer a type is, the later it stands in the catalogue. */
function insertEvents(
  tx: Transaction,
  { workspaceId, profileId, types, webhookIds, tenantIds, sinceMs }: Ids,
  first: number,
) {
  const stepMs = (DAYS * 86_400_000) / EVENTS;
  return tx.$executeRaw`
    CREATE TEMPORARY TABLE batch AS
    WITH made AS (
      SELECT n, (${sinceMs}::bigint + n * ${stepMs}::float8)::bigint AS ms
        FROM generate_series(${first}::int, ${first + BATCH - 1}::int) n
    ), inserted AS (
      INSERT INTO event (id, workspace_id, profile_id, tenant_id, type, data, occurred_at, key, created_at)
      SELECT ${uuid7(Prisma.sql`ms`, Prisma.sql`n`)}, ${workspaceId}::uuid, ${profileId}::uuid,
             CASE WHEN n % 4 = 0 THEN (${tenantIds}::uuid[])[1 + n / 4 % ${TENANTS}::int] END,
             (${types}::text[])[1 + floor(cardinality(${types}::text[]) * power(random(), 4))::int],
             '{"id":"inv_' || n || '","total":' || n % 1000 || ',"customer":"' || md5(n::text) || '"}',
             to_timestamp(ms / 1000.0), 'key-' || n, to_timestamp(ms / 1000.0)
        FROM made RETURNING id, type, created_at
    )
    SELECT e.id AS event_id, e.type, e.created_at, d.webhook_id, d.id, d.outcome,
           -- One in ten needs further attempts.
           CASE WHEN d.outcome < 0.90 THEN 1 WHEN d.outcome < 0.97 THEN 2 + (d.outcome * 1000)::int % 4 ELSE 10 END AS attempts,
           CASE WHEN d.outcome < 0.97 THEN 'succeeded' WHEN d.outcome < 0.985 THEN 'failed'
                WHEN d.outcome < 0.995 THEN 'held' ELSE 'canceled' END::delivery_status AS status
      FROM inserted e CROSS JOIN LATERAL (
        SELECT (${webhookIds}::uuid[])[1 + (k * 20 + floor(20 * power(random(), 2)))::int] AS webhook_id, random() AS outcome,
               ${uuid7(Prisma.sql`(extract(epoch FROM e.created_at) * 1000 + 1)`, Prisma.sql`(random() * 4000)::int`)} AS id
          FROM generate_series(0, 1) k) d`;
}

function insertDeliveries(tx: Transaction) {
  return tx.$executeRaw`
    INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard, attempt_count, retry_step,
                          last_error_code, last_response_status, created_at, completed_at)
    SELECT b.id, w.workspace_id, b.webhook_id, b.event_id, b.type, b.status, w.shard, b.attempts, b.attempts - 1,
           CASE WHEN b.status <> 'succeeded' THEN e.code END,
           CASE WHEN b.status = 'succeeded' THEN 200 ELSE e.answer END,
           b.created_at, CASE WHEN b.status <> 'held' THEN b.created_at + b.attempts * interval '2 seconds' END
      FROM batch b JOIN webhook w ON w.id = b.webhook_id,
           LATERAL (SELECT * FROM (VALUES (0, 'server_error', 503), (1, 'timeout', NULL), (2, 'client_error', 404),
                                   (3, 'connection_refused', NULL), (4, 'server_error', 500)) v (n, code, answer)
                     WHERE n = (b.outcome * 1e6)::int % 5) e`;
}

function insertAttempts(tx: Transaction) {
  return tx.$executeRaw`
    INSERT INTO attempt (id, delivery_id, workspace_id, webhook_id, number, reason, outcome, error_code, request_url,
                         request_headers, response_status, response_headers, response_body, total_ms, worker, started_at,
                         finished_at)
    SELECT ${uuid7(Prisma.sql`(extract(epoch FROM d.created_at) * 1000 + n * 2000)`, Prisma.sql`n`)},
           d.id, d.workspace_id, d.webhook_id, n, CASE WHEN n = 1 THEN 'first'::attempt_reason ELSE 'retry' END,
           CASE WHEN ok THEN 'succeeded'::attempt_outcome ELSE 'failed' END,
           CASE WHEN NOT ok THEN coalesce(d.last_error_code, 'server_error') END,
           w.url, '[["content-type","application/json"],["webhook-id","' || d.event_id || '"]]',
           CASE WHEN ok THEN 200 ELSE coalesce(d.last_response_status, 503) END, '[["content-type","text/plain"]]', 'ok'::bytea,
           ms, 'seed', d.created_at + n * interval '2 seconds', d.created_at + n * interval '2 seconds'
      FROM batch b JOIN delivery d ON d.id = b.id JOIN webhook w ON w.id = d.webhook_id,
           generate_series(1, b.attempts) n,
           LATERAL (SELECT n = b.attempts AND b.status = 'succeeded' AS ok, (exp(2 + 4 * random() * random()) + n) AS ms) x`;
}

/** As the recorder would have counted them (lib/statistics/latency.ts, bucketOf), hour after hour. */
function insertHours(workspaceId: string) {
  return db().$executeRaw`
    INSERT INTO webhook_hour (workspace_id, webhook_id, hour, result, latency_bucket, count)
    SELECT workspace_id, webhook_id, date_trunc('hour', started_at), coalesce(error_code, 'succeeded'),
           least(80, greatest(0, ceil(log(2, total_ms::numeric) * 4)))::smallint, count(*)
      FROM attempt WHERE workspace_id = ${workspaceId}::uuid GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, random()`;
}

/** Events of the past are made here only: elsewhere what was counted stays counted. */
async function countFromStart(): Promise<void> {
  await db().instanceSetting.deleteMany({ where: { key: COUNTED_UNTIL } });
  await db().eventHour.deleteMany();
  await countEvents(BATCH_TIMEOUT_MS);
}

function insertHealth(workspaceId: string) {
  return db().$executeRaw`
    INSERT INTO webhook_health (webhook_id, last_success_at)
    SELECT id, now() FROM webhook WHERE workspace_id = ${workspaceId}::uuid`;
}

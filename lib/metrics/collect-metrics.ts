import "server-only";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { measureClockSkew } from "#lib/health/clock-skew";
import { notSuspended } from "#lib/workspaces/not-suspended";

/** Counting stops here: past a million the order of magnitude is what matters. */
const COUNT_MAX = 1_000_000;

/** On globalThis, because Next.js may load this module more than once, and default metrics must be collected once. */
const holder = globalThis as { posthornMetrics?: Registry };

/** Prometheus metrics of this process and of the queue all processes share, as text. */
export async function collectMetrics(): Promise<{ text: string; contentType: string }> {
  holder.posthornMetrics ??= createRegistry();
  const registry = holder.posthornMetrics;
  // Numbers of the whole instance.
  return { text: await acrossWorkspaces(() => registry.metrics()), contentType: registry.contentType };
}

function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "posthorn_web_" });
  const pending = new Gauge({
    name: "posthorn_deliveries_pending",
    help: "Deliveries that wait for their first or next attempt, up to a million.",
    registers: [registry],
  });
  const overdue = new Gauge({
    name: "posthorn_deliveries_overdue_seconds",
    help: "For how long the oldest due delivery of an active, reachable webhook has waited. Above 60, something is stuck.",
    registers: [registry],
  });
  new Gauge({
    name: "posthorn_clock_skew_seconds",
    help: "How far this host's clock is ahead of the database's. Alert from 30 either way: signatures bear its time.",
    registers: [registry],
    async collect() {
      this.set(await measureClockSkew());
    },
  });
  const shards = new Gauge({
    name: "posthorn_shards_served",
    help: "Dispatchers at work now.",
    registers: [registry],
    async collect() {
      const [row] = await db().$queryRaw<{ pending: bigint; overdue: number | null; served: bigint }[]>`
        SELECT (SELECT count(*) FROM (SELECT FROM delivery WHERE status = 'pending' LIMIT ${COUNT_MAX}::int) p) AS pending,
               (SELECT extract(epoch FROM now() - min(d.next_attempt_at))::float8
                  FROM delivery d JOIN webhook w ON w.id = d.webhook_id AND w.status = 'active'
                  LEFT JOIN webhook_health h ON h.webhook_id = w.id
                 WHERE d.status = 'pending' AND d.lease_token IS NULL AND d.next_attempt_at <= now()
                   -- Not lib/dispatch/at-once.ts, which says nothing about how long it has waited.
                   AND d.next_attempt_at > 'epoch'
                   AND coalesce(h.wait_until, 'epoch') <= now() AND ${notSuspended("w")}) AS overdue,
               (SELECT count(*) FROM shard WHERE running_until > now()) AS served`;
      pending.set(Number(row?.pending ?? 0));
      overdue.set(row?.overdue ?? 0);
      shards.set(Number(row?.served ?? 0));
    },
  });
  return registry;
}

import "server-only";
import { db } from "#lib/database/client";
import { FIRST_SLOW_SHARD } from "#lib/dispatch/shards";
import type { BacklogView, InstanceHealth, ShardView } from "#lib/health/health-view";
import { publicId } from "#lib/ids";
import { notSuspended } from "#lib/workspaces/not-suspended";

/** Counting stops here: with as many it is clear where they are. */
const SAMPLE = 300_000;
const TOP = 8;

interface Row {
  shard: number;
  workspace_id: string;
  webhook_id: string;
  pending: number;
  /** Null when none could be sent now. */
  oldest_seconds: number | null;
}

/** What waits, by dispatcher, workspace and webhook. */
export async function readBacklog(): Promise<Pick<InstanceHealth, "backlog" | "shards">> {
  const [rows, shards] = await Promise.all([
    db().$queryRaw<Row[]>`
      WITH waiting AS MATERIALIZED (
        SELECT shard, workspace_id, webhook_id, next_attempt_at, lease_token IS NULL AS free
          FROM delivery WHERE status = 'pending' LIMIT ${SAMPLE}::int
      ), counted AS (
        SELECT shard, workspace_id, webhook_id, count(*)::int AS pending,
               extract(epoch FROM now() - min(next_attempt_at) FILTER (
                 -- Not lib/dispatch/at-once.ts, which says nothing about how long it has waited.
                 WHERE free AND next_attempt_at <= now() AND next_attempt_at > 'epoch'))::float8 AS oldest_seconds
          FROM waiting GROUP BY shard, workspace_id, webhook_id
      )
      SELECT counted.shard, counted.workspace_id, counted.webhook_id, counted.pending,
             CASE WHEN w.status = 'active' AND coalesce(h.wait_until, 'epoch') <= now() AND ${notSuspended("w")}
                  THEN counted.oldest_seconds END AS oldest_seconds
        FROM counted JOIN webhook w ON w.id = counted.webhook_id
        LEFT JOIN webhook_health h ON h.webhook_id = w.id`,
    db().$queryRaw<{ id: number; wanted: boolean; running: boolean }[]>`
      SELECT id, wanted, coalesce(running_until > now(), false) AS running FROM shard ORDER BY id`,
  ]);
  const workspaces = top(sums(rows, (row) => row.workspace_id));
  const webhooks = top(sums(rows, (row) => row.webhook_id));
  const names = await readNames([...workspaces.keys()], [...webhooks.keys()]);
  const byShard = sums(rows, (row) => String(row.shard));
  const pending = rows.reduce((sum, row) => sum + row.pending, 0);
  return {
    shards: shards.map(
      ({ id, wanted, running }): ShardView => ({
        id,
        slow: id >= FIRST_SLOW_SHARD,
        wanted,
        running,
        ...(byShard.get(String(id)) ?? NOTHING),
      }),
    ),
    backlog: {
      pending,
      more: pending >= SAMPLE,
      workspaces: [...workspaces].map(([id, sum]) => ({
        id: publicId("workspace", id),
        name: names.workspaces.get(id) ?? "",
        ...sum,
      })),
      webhooks: [...webhooks].map(([id, sum]) => {
        const webhook = names.webhooks.get(id);
        const workspace = { slug: webhook?.workspace.slug ?? "", name: webhook?.workspace.name ?? "" };
        return { id: publicId("webhook", id), name: webhook?.name ?? "", workspace, ...sum };
      }),
    },
  };
}

type Sum = Pick<BacklogView, "pending" | "oldestDueSeconds">;
const NOTHING: Sum = { pending: 0, oldestDueSeconds: null };

function sums(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Sum> {
  const found = new Map<string, Sum>();
  for (const row of rows) {
    const { pending, oldestDueSeconds } = found.get(keyOf(row)) ?? NOTHING;
    const oldest = [oldestDueSeconds, row.oldest_seconds].filter((seconds) => seconds !== null);
    found.set(keyOf(row), {
      pending: pending + row.pending,
      oldestDueSeconds: oldest.length > 0 ? Math.max(...oldest) : null,
    });
  }
  return found;
}

function top(all: Map<string, Sum>): Map<string, Sum> {
  return new Map([...all].sort(([, a], [, b]) => b.pending - a.pending).slice(0, TOP));
}

async function readNames(workspaceIds: string[], webhookIds: string[]) {
  const [workspaces, webhooks] = await Promise.all([
    db().workspace.findMany({ where: { id: { in: workspaceIds } }, select: { id: true, name: true } }),
    db().webhook.findMany({
      where: { id: { in: webhookIds } },
      select: { id: true, name: true, workspace: { select: { slug: true, name: true } } },
    }),
  ]);
  return {
    workspaces: new Map(workspaces.map(({ id, name }) => [id, name])),
    webhooks: new Map(webhooks.map((webhook) => [webhook.id, webhook])),
  };
}

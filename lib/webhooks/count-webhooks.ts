import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { type AttemptRow, attemptCounts, attemptsByWebhook, statisticsSince } from "#lib/webhooks/count-attempts";
import { countWaiting } from "#lib/webhooks/count-waiting";

const HOUR_MS = 3_600_000;

export interface WebhookCounts {
  /** Deliveries waiting now. A workspace's are counted up to 100,000 per status. */
  pending: number;
  held: number;
  /** Attempts of the last 24 hours, the present hour included. */
  succeeded24h: number;
  failed24h: number;
  p95Ms24h: number | null;
  /** Oldest first, 24 entries. */
  hours: { hour: string; succeeded: number; failed: number }[];
}

/** What waits and what happened in the last 24 hours, per webhook row id; every id given is in the map. */
export async function countWebhooks(
  ctx: WorkspaceContext,
  webhookIds: string[],
  now = new Date(),
): Promise<Map<string, WebhookCounts>> {
  const since = statisticsSince(now);
  const [waiting, rows] = await Promise.all([
    countWaiting(ctx),
    db().$queryRaw<(AttemptRow & { webhook_id: string })[]>(attemptsByWebhook(ctx.workspace.id, webhookIds, since)),
  ]);
  const attempts = new Map(rows.map((row) => [row.webhook_id, row]));
  const hourAt = (place: number) => new Date(since.getTime() + place * HOUR_MS).toISOString();
  return new Map(
    webhookIds.map((id) => {
      const { succeeded, failed, p95Ms, hours } = attemptCounts(attempts.get(id));
      const { pending, held } = waiting.byWebhook.get(id) ?? { pending: 0, held: 0 };
      return [
        id,
        {
          pending,
          held,
          succeeded24h: succeeded,
          failed24h: failed,
          p95Ms24h: p95Ms,
          hours: hours.map(([good, bad], place) => ({ hour: hourAt(place), succeeded: good, failed: bad })),
        },
      ];
    }),
  );
}

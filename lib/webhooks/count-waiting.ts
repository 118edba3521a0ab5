import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";

/** Counting stops here, so that a workspace with millions of waiting deliveries opens as fast as any other. */
const MAX_WAITING = 100_000;

export interface WaitingCounts {
  /** Deliveries that wait to be sent. */
  pending: number;
  /** Deliveries held for a webhook that is paused or disabled. */
  held: number;
}

export interface Waiting extends WaitingCounts {
  /** Whether more wait than is counted: up to 100,000 of each. */
  isCapped: boolean;
  /** By the webhook's row id; one for which nothing waits is absent. */
  byWebhook: Map<string, WaitingCounts>;
}

/** What waits in the workspace now, altogether and for each webhook. */
export async function countWaiting(ctx: WorkspaceContext): Promise<Waiting> {
  requirePermission(ctx, "webhooks:read");
  // Across workspaces, for the index on the status (see select-page.ts): what comes back is numbers. As one value:
  // thousands of webhooks would be thousands of rows to parse.
  const [counted] = await acrossWorkspaces(
    () => db().$queryRaw<[{ counts: [webhookId: string, status: keyof WaitingCounts, count: number][] | null }]>`
    SELECT json_agg(json_build_array(webhook_id, status, count)) AS counts FROM (
      SELECT webhook_id, status, count(*) FROM (
        (SELECT webhook_id, status FROM delivery
          WHERE workspace_id = ${ctx.workspace.id}::uuid AND status = 'pending' LIMIT ${MAX_WAITING})
        UNION ALL
        (SELECT webhook_id, status FROM delivery
          WHERE workspace_id = ${ctx.workspace.id}::uuid AND status = 'held' LIMIT ${MAX_WAITING})) waiting
       GROUP BY webhook_id, status) counted`,
  );
  const all: WaitingCounts = { pending: 0, held: 0 };
  const byWebhook = new Map<string, WaitingCounts>();
  for (const [id, status, count] of counted.counts ?? []) {
    all[status] += count;
    byWebhook.set(id, { pending: 0, held: 0, ...byWebhook.get(id), [status]: count });
  }
  return { ...all, isCapped: Math.max(all.pending, all.held) >= MAX_WAITING, byWebhook };
}

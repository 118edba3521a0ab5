import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { type ReplayView, replayView } from "#lib/replays/replay-view";

const MAX_SHOWN = 5;
/** One that has ended is shown this long, so that whoever waited for it sees how it went. */
const SHOWN_MS = 60_000;

/**
 * The replays to show now: those that run, and those that have just ended. Newest first.
 *
 * @param webhookId only those of this webhook
 */
export async function listReplays(ctx: WorkspaceContext, webhookId?: string): Promise<{ data: ReplayView[] }> {
  requirePermission(ctx, "deliveries:read");
  const webhook = webhookId === undefined ? undefined : parseId("webhook", webhookId);
  if (webhook === null) return { data: [] };
  const rows = await db().replay.findMany({
    where: {
      workspaceId: ctx.workspace.id,
      ...(webhook && { webhookId: webhook }),
      OR: [{ status: "running" }, { completedAt: { gt: new Date(Date.now() - SHOWN_MS) }, total: { gt: 0 } }],
    },
    orderBy: { id: "desc" },
    take: MAX_SHOWN,
  });
  return { data: rows.map(replayView) };
}

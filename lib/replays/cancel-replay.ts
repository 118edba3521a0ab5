import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { findReplay } from "#lib/replays/find-replay";
import { type ReplayView, replayView } from "#lib/replays/replay-view";

/**
 * Ends a bulk replay. The few deliveries that it had just made due are still sent; the others stay as they are.
 *
 * @throws {AppError} `conflict` when it has ended already
 */
export async function cancelReplay(ctx: WorkspaceContext, id: string): Promise<ReplayView> {
  requirePermission(ctx, "deliveries:replay");
  return db().$transaction(async (tx) => {
    const before = await findReplay(tx, ctx, id);
    // A batch holds the row's lock: this waits for it, and no further one begins.
    const [row] = await tx.replay.updateManyAndReturn({
      where: { id: before.id, workspaceId: ctx.workspace.id, status: "running" },
      data: { status: "canceled", completedAt: new Date() },
    });
    if (!row) throw new AppError("conflict", "This replay has ended already.");
    await recordAudit(tx, ctx, {
      action: "replay.canceled",
      target: { type: "replay", id },
      after: { replayed: row.replayed, total: row.total },
    });
    return replayView(row);
  });
}

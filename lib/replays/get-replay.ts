import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { findReplay } from "#lib/replays/find-replay";
import { type ReplayView, replayView } from "#lib/replays/replay-view";

/** A bulk replay and how far it is. */
export async function getReplay(ctx: WorkspaceContext, id: string): Promise<ReplayView> {
  requirePermission(ctx, "deliveries:read");
  return replayView(await findReplay(db(), ctx, id));
}

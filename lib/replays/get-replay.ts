import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { type ReplayView, replayView } from "#lib/replays/replay-view";

/** A bulk replay and how far it is. */
export async function getReplay(ctx: WorkspaceContext, id: string): Promise<ReplayView> {
  requirePermission(ctx, "deliveries:read");
  const uuid = parseId("replay", id);
  const row = uuid ? await db().replay.findFirst({ where: { id: uuid, workspaceId: ctx.workspace.id } }) : null;
  if (!row) throw notFound("replay");
  return replayView(row);
}

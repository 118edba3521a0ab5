import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";

/** Notes that the signed-in person has seen everything there is now. Does nothing for a program. */
export async function readNotifications(ctx: WorkspaceContext): Promise<void> {
  requirePermission(ctx, "webhooks:read");
  if (ctx.actor.type !== "user") return;
  await db().notification.updateMany({
    where: { workspaceId: ctx.workspace.id, NOT: { readBy: { has: ctx.actor.id } } },
    data: { readBy: { push: ctx.actor.id } },
  });
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";

const MAX_NAMES = 500;

export interface WebhookName {
  id: string;
  name: string;
}

/** The names of the workspace's webhooks, for choosing one: in alphabetical order, at most 500. */
export async function listWebhookNames(ctx: WorkspaceContext): Promise<WebhookName[]> {
  requirePermission(ctx, "webhooks:read");
  const rows = await db().webhook.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MAX_NAMES,
  });
  return rows.map(({ id, name }) => ({ id: publicId("webhook", id), name }));
}

import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { roleAtLeast } from "#lib/permissions/permissions";

export interface EventTypeName {
  name: string;
  group: string;
}

/** The types of the product's catalogue that the actor may see, by group and name: without the schemas, for choosing one. */
export async function listEventTypeNames(ctx: WorkspaceContext): Promise<EventTypeName[]> {
  requirePermission(ctx, "webhooks:read");
  const rows = await db().eventType.findMany({
    where: { productId: ctx.workspace.productId, archivedAt: null },
    orderBy: [{ group: "asc" }, { name: "asc" }],
    select: { name: true, group: true, lowestRole: true },
  });
  return rows.filter((row) => roleAtLeast(ctx.role, row.lowestRole)).map(({ name, group }) => ({ name, group }));
}

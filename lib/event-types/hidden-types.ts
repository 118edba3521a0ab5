import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { ROLES, roleAtLeast } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

/** The names of the event types that a role may not see: their events and deliveries don't exist for it. */
export async function hiddenTypes(tx: Transaction, ctx: WorkspaceContext, role: Role = ctx.role): Promise<string[]> {
  const above = ROLES.filter((candidate) => !roleAtLeast(role, candidate));
  if (above.length === 0) return [];
  const rows = await tx.eventType.findMany({
    where: { productId: ctx.workspace.productId, lowestRole: { in: above } },
    select: { name: true },
  });
  return rows.map((row) => row.name);
}

import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { roleAtLeast } from "#lib/permissions/permissions";
import type { WithheldType } from "#lib/webhooks/webhook-view";
import type { Role } from "#prisma/client";

/**
 * The event types that a webhook subscribes to and does not receive, because its owner's present role may not see them.
 * The same rule as in `subscribes`, for people.
 *
 * @param ownerRole null when there is no owner who is a member
 */
export async function withheldTypes(
  tx: Transaction,
  ctx: WorkspaceContext,
  eventTypes: readonly string[],
  ownerRole: Role | null,
): Promise<WithheldType[]> {
  const rows = await tx.eventType.findMany({
    where: {
      productId: ctx.workspace.productId,
      archivedAt: null,
      ...(!eventTypes.includes("*") && { name: { in: [...eventTypes] } }),
    },
    orderBy: { name: "asc" },
    select: { name: true, lowestRole: true },
  });
  return rows
    .filter(({ lowestRole }) => !roleAtLeast(ownerRole ?? "viewer", lowestRole))
    .map(({ name, lowestRole }) => ({ type: name, lowestRole }));
}

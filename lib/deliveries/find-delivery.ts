import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { parseId } from "#lib/ids";
import type { Delivery } from "#prisma/client";

/** @throws {AppError} `not_found` for a malformed or foreign id, and for an event type the role may not see */
export async function findDelivery(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<Delivery> {
  const uuid = parseId("delivery", id);
  const row = uuid ? await tx.delivery.findFirst({ where: { id: uuid, workspaceId: ctx.workspace.id } }) : null;
  if (!row || (await hiddenTypes(tx, ctx)).includes(row.type)) throw notFound("delivery");
  return row;
}

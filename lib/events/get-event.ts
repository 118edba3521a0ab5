import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { notFound } from "#lib/errors/app-error";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { type EventDetail, eventView } from "#lib/events/event-view";
import { tenantKeys } from "#lib/events/tenant-keys";
import { parseId } from "#lib/ids";
import { hidesPayloads } from "#lib/workspaces/payload-access";

const MAX_DELIVERIES = 100;

/** One event with its deliveries; an event with more than 100 is followed with `listDeliveries`. */
export async function getEvent(ctx: WorkspaceContext, id: string): Promise<EventDetail> {
  requirePermission(ctx, "events:read");
  const workspaceId = ctx.workspace.id;
  const uuid = parseId("event", id);
  const row = uuid ? await db().event.findFirst({ where: { id: uuid, workspaceId } }) : null;
  if (!row || (await hiddenTypes(db(), ctx)).includes(row.type)) throw notFound("event");
  const deliveries = await db().delivery.findMany({
    where: { eventId: row.id, workspaceId },
    orderBy: { id: "desc" },
    take: MAX_DELIVERIES,
  });
  const tenant = row.tenantId && (await tenantKeys(db(), workspaceId, [row.tenantId])).get(row.tenantId);
  return {
    ...eventView(row, tenant || null, hidesPayloads(ctx)),
    deliveries: await nameWebhooks(db(), workspaceId, deliveries),
  };
}

import "server-only";
import { z } from "zod";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { DELIVERY_STATUSES } from "#lib/deliveries/delivery-view";
import { RESPONSE_FILTER } from "#lib/deliveries/response-filter";
import type { DeliveryConditions } from "#lib/deliveries/select-page";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { typesOfGroup } from "#lib/event-types/types-of-group";
import { searchEvents } from "#lib/events/search-events";
import { tenantIdOf } from "#lib/events/tenant-keys";
import { idsBetween, idsStartingWith, Moment } from "#lib/http/id-range";
import { parseId } from "#lib/ids";

/** What deliveries are selected by, in a list, an export and a live view alike. */
export const DeliveryCriteria = z.strictObject({
  webhook: z.string().max(64).optional().meta({ description: "A webhook's id." }),
  event: z.string().max(64).optional().meta({ description: "An event's id." }),
  type: z.string().max(128).optional().meta({ description: "An event type." }),
  group: z.string().max(128).optional().meta({ description: "A group of the event catalogue: all of its types." }),
  status: z.enum(DELIVERY_STATUSES).optional(),
  responseStatus: z
    .string()
    .regex(RESPONSE_FILTER, "must be a status such as 404, a class such as 4xx, or none")
    .optional()
    .meta({ description: "What was answered last: a status (`404`), a class (`4xx`), or `none`." }),
  errorCode: z.string().max(64).optional().meta({ description: "The last attempt's error." }),
  tenant: z.string().max(256).optional().meta({ description: "The key of the tenant that the event is about." }),
  from: Moment.optional().meta({ description: "Created at this time or later." }),
  to: Moment.optional().meta({ description: "Created before this time." }),
  q: z.string().trim().max(200).optional().meta({
    description: "The beginning of a delivery's or event's id, or a text in the event's type, key or data.",
  }),
});
export type DeliveryCriteria = z.input<typeof DeliveryCriteria>;
export type ParsedCriteria = z.output<typeof DeliveryCriteria>;

/** The criteria as conditions, without what `q` means; null when they name something that does not exist. */
export async function deliveryConditions(
  ctx: WorkspaceContext,
  criteria: ParsedCriteria,
): Promise<DeliveryConditions | null> {
  const { webhook, event, type, group, status, responseStatus, errorCode, tenant, from, to } = criteria;
  const webhookId = webhook === undefined ? undefined : parseId("webhook", webhook);
  const eventId = event === undefined ? undefined : parseId("event", event);
  const tenantId = tenant === undefined ? undefined : await tenantIdOf(ctx.workspace.id, tenant);
  if (webhookId === null || eventId === null || tenantId === null) return null;
  return {
    workspaceId: ctx.workspace.id,
    webhookId,
    eventId,
    type,
    types: group === undefined ? undefined : await typesOfGroup(db(), ctx, group),
    status,
    responseStatus,
    errorCode,
    tenantId,
    ids: [idsBetween(from, to)],
    eventIds: undefined,
    hiddenTypes: await hiddenTypes(db(), ctx),
  };
}

/**
 * The same with what `q` means: the beginning of an id, or a text in events.
 *
 * @param before where a later page begins: only events from before it are searched
 */
export async function searchConditions(
  ctx: WorkspaceContext,
  criteria: ParsedCriteria,
  before?: Date,
): Promise<DeliveryConditions | null> {
  const conditions = await deliveryConditions(ctx, criteria);
  const { q, from, to } = criteria;
  if (!conditions || !q) return conditions;
  const ids = idsStartingWith("delivery", q);
  if (ids) return { ...conditions, ids: [...conditions.ids, ids] };
  const eventIds = idsStartingWith("event", q) ?? (await searchEvents(ctx, q, idsBetween(from, before ?? to)));
  return { ...conditions, eventIds };
}

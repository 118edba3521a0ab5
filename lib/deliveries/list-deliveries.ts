import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { DELIVERY_STATUSES, type DeliveryView } from "#lib/deliveries/delivery-view";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { selectDeliveries } from "#lib/deliveries/select-page";
import { parseInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { searchEvents } from "#lib/events/search-events";
import { decodeCursor, type Page, PageInput, readPage } from "#lib/http/cursor";
import { idsBetween, idsStartingWith, Moment } from "#lib/http/id-range";
import { idTime, parseId } from "#lib/ids";

export const DeliveryFilters = z.strictObject({
  ...PageInput,
  webhook: z.string().max(64).optional().meta({ description: "A webhook's id." }),
  event: z.string().max(64).optional().meta({ description: "An event's id." }),
  type: z.string().max(128).optional().meta({ description: "An event type." }),
  status: z.enum(DELIVERY_STATUSES).optional(),
  errorCode: z.string().max(64).optional().meta({ description: "The last attempt's error." }),
  from: Moment.optional().meta({ description: "Created at this time or later." }),
  to: Moment.optional().meta({ description: "Created before this time." }),
  q: z.string().trim().max(200).optional().meta({
    description: "The beginning of a delivery's or event's id, or a text in the event's type, key or data.",
  }),
});
export type DeliveryFilters = z.input<typeof DeliveryFilters>;
type Filters = z.output<typeof DeliveryFilters>;

/** The workspace's deliveries, newest first. Filters that name an unknown webhook or event match nothing. */
export async function listDeliveries(
  ctx: WorkspaceContext,
  filters: DeliveryFilters = {},
): Promise<Page<DeliveryView>> {
  requirePermission(ctx, "deliveries:read");
  const parsed = parseInput(DeliveryFilters, filters);
  const { webhook, event, type, status, errorCode, from, to } = parsed;
  const webhookId = webhook === undefined ? undefined : parseId("webhook", webhook);
  const eventId = event === undefined ? undefined : parseId("event", event);
  if (webhookId === null || eventId === null) return { data: [], nextCursor: null, previousCursor: null };
  const workspaceId = ctx.workspace.id;
  const search = await searchCondition(ctx, parsed);
  const conditions = {
    workspaceId,
    webhookId,
    eventId,
    type,
    status,
    errorCode,
    ids: [idsBetween(from, to), ...(search.ids ? [search.ids] : [])],
    eventIds: search.eventIds,
    hiddenTypes: await hiddenTypes(db(), ctx),
  };
  const page = await readPage(parsed, (query) => selectDeliveries(conditions, query));
  return { ...page, data: await nameWebhooks(db(), workspaceId, page.data) };
}

/** What `q` means: the beginning of an id, or a text in events. */
async function searchCondition(
  ctx: WorkspaceContext,
  { q, from, to, cursor }: Filters,
): Promise<{ ids?: IdRange; eventIds?: IdRange | string[] }> {
  if (!q) return {};
  const ids = idsStartingWith("delivery", q);
  if (ids) return { ids };
  const eventIds = idsStartingWith("event", q);
  if (eventIds) return { eventIds };
  return { eventIds: await searchEvents(ctx, q, idsBetween(from, laterPage(cursor) ?? to)) };
}

type IdRange = NonNullable<ReturnType<typeof idsStartingWith>>;

/** A later page looks for older events only: a delivery is never older than its event. */
function laterPage(cursor: string | undefined): Date | undefined {
  const position = cursor === undefined ? null : decodeCursor(cursor);
  return position?.d === "older" ? new Date(idTime(position.id) + 1) : undefined;
}

import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { DeliveryCriteria, searchConditions } from "#lib/deliveries/delivery-filters";
import { type DeliveryView, deliveryView } from "#lib/deliveries/delivery-view";
import { type DeliveryConditions, selectDeliveries } from "#lib/deliveries/select-page";
import { parseInput } from "#lib/errors/parse-input";
import { eventsOfRareTypes } from "#lib/events/rare-types";
import { decodeCursor, mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { idTime } from "#lib/ids";

export const DeliveryFilters = z.strictObject({ ...PageInput, ...DeliveryCriteria.shape });
export type DeliveryFilters = z.input<typeof DeliveryFilters>;

/** The workspace's deliveries, newest first. Filters that name an unknown webhook, event or tenant match nothing. */
export async function listDeliveries(
  ctx: WorkspaceContext,
  filters: DeliveryFilters = {},
): Promise<Page<DeliveryView>> {
  requirePermission(ctx, "deliveries:read");
  const { cursor, limit, ...criteria } = parseInput(DeliveryFilters, filters);
  const conditions = await searchConditions(ctx, criteria, laterPage(cursor));
  if (!conditions) return { data: [], nextCursor: null, previousCursor: null };
  const eventIds = conditions.eventIds ?? (await rareEvents(conditions));
  const page = await readPage({ cursor, limit }, (query) => selectDeliveries({ ...conditions, eventIds }, query));
  return mapPage(page, (row) => deliveryView(row, row.webhookName));
}

/** Deliveries are not indexed by type: those of a rare one are found by its events, instead of past all others. */
async function rareEvents({ workspaceId, type, types, eventId }: DeliveryConditions) {
  const wanted = type === undefined ? types : [type];
  if (!wanted || eventId !== undefined) return undefined;
  return (await eventsOfRareTypes(workspaceId, wanted)) ?? undefined;
}

/** A later page looks for older events only: a delivery is never older than its event. */
function laterPage(cursor: string | undefined): Date | undefined {
  const position = cursor === undefined ? null : decodeCursor(cursor);
  return position?.d === "older" ? new Date(idTime(position.id) + 1) : undefined;
}

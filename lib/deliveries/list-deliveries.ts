import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { DELIVERY_STATUSES, type DeliveryView } from "#lib/deliveries/delivery-view";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { parseInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { searchEvents } from "#lib/events/search-events";
import { decodeCursor, type Page, PageInput, readPage } from "#lib/http/cursor";
import { idsBetween, idsStartingWith, Moment } from "#lib/http/id-range";
import { idTime, parseId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

export const DeliveryFilters = z.strictObject({
  ...PageInput,
  webhook: z.string().max(64).optional(),
  event: z.string().max(64).optional(),
  type: z.string().max(128).optional(),
  status: z.enum(DELIVERY_STATUSES).optional(),
  errorCode: z.string().max(64).optional(),
  /** When the delivery was created: from (inclusive) and to (exclusive). */
  from: Moment.optional(),
  to: Moment.optional(),
  /** The beginning of a delivery's or event's id, or a text in the event's type, key or data. */
  q: z.string().trim().max(200).optional(),
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
  const hidden = await hiddenTypes(db(), ctx);
  const search = await searchCondition(ctx, parsed);
  const page = await readPage(parsed, ({ id, orderBy, take }) =>
    db().delivery.findMany({
      where: {
        workspaceId: ctx.workspace.id,
        id,
        ...(webhookId && { webhookId }),
        ...(eventId && { eventId }),
        ...(type && { type }),
        ...(status && { status }),
        ...(errorCode && { lastErrorCode: errorCode }),
        AND: [{ id: idsBetween(from, to) }, search],
        ...(hidden.length > 0 && { NOT: { type: { in: hidden } } }),
      },
      orderBy,
      take,
    }),
  );
  return { ...page, data: await nameWebhooks(db(), ctx.workspace.id, page.data) };
}

async function searchCondition(
  ctx: WorkspaceContext,
  { q, from, to, cursor }: Filters,
): Promise<Prisma.DeliveryWhereInput> {
  if (!q) return {};
  const deliveryIds = idsStartingWith("delivery", q);
  if (deliveryIds) return { id: deliveryIds };
  const eventIds = idsStartingWith("event", q);
  if (eventIds) return { eventId: eventIds };
  return { eventId: { in: await searchEvents(ctx, q, idsBetween(from, laterPage(cursor) ?? to)) } };
}

/** A later page looks for older events only: a delivery is never older than its event. */
function laterPage(cursor: string | undefined): Date | undefined {
  const position = cursor === undefined ? null : decodeCursor(cursor);
  return position?.d === "older" ? new Date(idTime(position.id) + 1) : undefined;
}

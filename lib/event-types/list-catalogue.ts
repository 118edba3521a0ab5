import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { EventTypeFilters } from "#lib/event-types/event-type-schema";
import { eventTypeViews, findEventType, type ProductEventType } from "#lib/event-types/product-event-types";
import { type Page, readPage } from "#lib/http/cursor";
import { findProduct } from "#lib/products/product-view";

/** A product's event types by group and name, archived ones included. @param ref the product's id or slug */
export async function listCatalogue(ctx: OperatorContext, ref: string): Promise<ProductEventType[]> {
  requireOperatorPermission(ctx, "products:read");
  const { id: productId } = await findProduct(db(), ref);
  const rows = await db().eventType.findMany({ where: { productId }, orderBy: [{ group: "asc" }, { name: "asc" }] });
  return eventTypeViews(db(), productId, rows);
}

/** One page of the same, newest first. */
export async function pageCatalogue(
  ctx: OperatorContext,
  ref: string,
  filters: EventTypeFilters = {},
): Promise<Page<ProductEventType>> {
  requireOperatorPermission(ctx, "products:read");
  const { id: productId } = await findProduct(db(), ref);
  const page = await readPage(parseInput(EventTypeFilters, filters), ({ id, orderBy, take }) =>
    db().eventType.findMany({ where: { productId, id }, orderBy, take }),
  );
  return { ...page, data: await eventTypeViews(db(), productId, page.data) };
}

/** One event type. @throws {AppError} `not_found` */
export async function getEventType(ctx: OperatorContext, id: string): Promise<ProductEventType> {
  requireOperatorPermission(ctx, "products:read");
  const row = await findEventType(db(), id);
  const [view] = await eventTypeViews(db(), row.productId, [row]);
  return view as ProductEventType;
}

import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { eventTypeProblems } from "#lib/event-types/check-event-type";
import { EventTypeInput } from "#lib/event-types/event-type-schema";
import { eventTypeTarget, eventTypeViews, type ProductEventType } from "#lib/event-types/product-event-types";
import { forgetCatalogue } from "#lib/events/publish-lookups";
import { newId } from "#lib/ids";
import { lockProduct } from "#lib/products/product-view";
import { Prisma } from "#prisma/client";

/** More than any catalogue that people read; every publish request keeps the whole of it in memory. */
export const MAX_EVENT_TYPES = 2000;

/**
 * Adds an event type to a product's catalogue. It can be published within two seconds.
 *
 * @param ref the product's id or slug
 * @param exampleText the example exactly as written, where that matters
 * @throws {AppError} `not_found`, `invalid_input`, also for an example that does not match the schema
 */
export async function createEventType(
  ctx: OperatorContext,
  ref: string,
  input: EventTypeInput,
  exampleText?: string,
): Promise<ProductEventType> {
  requireOperatorPermission(ctx, "products:write");
  const { schema, example: given, ...fields } = parseInput(EventTypeInput, input);
  const example = exampleText ?? JSON.stringify(given);
  const problems = eventTypeProblems(schema, example);
  if (problems.length > 0) throw invalidInput(problems);
  const { productId, view } = await db().$transaction(async (tx) => {
    const product = await lockProduct(tx, ref);
    const { name } = fields;
    const known = await tx.eventType.findUnique({ where: { productId_name: { productId: product.id, name } } });
    if (known) {
      const is = known.archivedAt ? "is there already, archived; bring it back instead" : "is there already";
      throw invalidInput([{ path: "name", message: is }]);
    }
    if ((await tx.eventType.count({ where: { productId: product.id } })) >= MAX_EVENT_TYPES) {
      throw invalidInput([{ path: "name", message: `can't be added: a product has at most ${MAX_EVENT_TYPES}` }]);
    }
    const row = await tx.eventType.create({
      data: { ...fields, id: newId(), productId: product.id, example, schema: schema ?? Prisma.DbNull },
    });
    await recordOperatorAudit(tx, ctx, null, {
      action: "event_type.created",
      target: eventTypeTarget(row),
      after: { product: product.slug, ...fields },
    });
    const [view] = await eventTypeViews(tx, product.id, [row]);
    return { productId: product.id, view: view as ProductEventType };
  });
  forgetCatalogue(productId);
  return view;
}

import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { eventTypeProblems } from "#lib/event-types/check-event-type";
import { EventTypePatch } from "#lib/event-types/event-type-schema";
import {
  eventTypeTarget,
  eventTypeViews,
  findEventType,
  type ProductEventType,
} from "#lib/event-types/product-event-types";
import { forgetCatalogue } from "#lib/events/publish-lookups";
import { publicId } from "#lib/ids";
import { lockProduct } from "#lib/products/product-view";
import { type EventType, Prisma } from "#prisma/client";

const AUDITED = ["group", "description", "schema", "validation", "example", "lowestRole"] as const;

/**
 * Changes the given fields of an event type; publishers meet the change within two seconds.
 *
 * An archived type can no longer be published, tested or subscribed to. Webhooks keep it among their types and receive
 * nothing of it until it is brought back; what was accepted before is still delivered.
 *
 * @param exampleText the example exactly as written, where that matters
 * @throws {AppError} `not_found`, `invalid_input`, also for an example that does not match the schema
 */
export async function updateEventType(
  ctx: OperatorContext,
  id: string,
  input: EventTypePatch,
  exampleText?: string,
): Promise<ProductEventType> {
  requireOperatorPermission(ctx, "products:write");
  const { archived, example: given, schema, ...fields } = parseInput(EventTypePatch, input);
  const { productId, view } = await db().$transaction(async (tx) => {
    const product = await lockProduct(tx, publicId("product", (await findEventType(tx, id)).productId));
    const before = await findEventType(tx, id);
    const example = exampleText ?? (given === undefined ? before.example : JSON.stringify(given));
    const problems = eventTypeProblems(schema === undefined ? before.schema : schema, example);
    if (problems.length > 0) throw invalidInput(problems);
    const after = await tx.eventType.update({
      where: { id: before.id },
      data: {
        ...definedOnly(fields),
        example,
        ...(schema !== undefined && { schema: schema ?? Prisma.DbNull }),
        ...(archived !== undefined && { archivedAt: archived ? (before.archivedAt ?? new Date()) : null }),
      },
    });
    await record(tx, ctx, before, after);
    const [view] = await eventTypeViews(tx, product.id, [after]);
    return { productId: product.id, view: view as ProductEventType };
  });
  forgetCatalogue(productId);
  return view;
}

async function record(
  tx: Parameters<typeof recordOperatorAudit>[0],
  ctx: OperatorContext,
  before: EventType,
  after: EventType,
): Promise<void> {
  const target = eventTypeTarget(after);
  const changed = AUDITED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const values = (row: EventType) => Object.fromEntries(changed.map((field) => [field, row[field]]));
  if (changed.length > 0) {
    const action = "event_type.updated";
    await recordOperatorAudit(tx, ctx, null, { action, target, before: values(before), after: values(after) });
  }
  if (!before.archivedAt && after.archivedAt) {
    await recordOperatorAudit(tx, ctx, null, { action: "event_type.archived", target });
  }
  if (before.archivedAt && !after.archivedAt) {
    await recordOperatorAudit(tx, ctx, null, { action: "event_type.restored", target });
  }
}

/** The fields that were given: Prisma takes undefined for "as it is", the types do not. */
function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

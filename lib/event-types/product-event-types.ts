import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";
import type { EventType, EventValidation, Prisma, Role } from "#prisma/client";

/** An event type as operators see it. */
export interface ProductEventType {
  id: string;
  name: string;
  group: string;
  description: string;
  /** JSON Schema of `data`; null for none. */
  schema: Prisma.JsonValue;
  validation: EventValidation;
  /** A sample of `data`, as JSON text. */
  example: string;
  lowestRole: Role;
  archivedAt: string | null;
  /** How many webhooks list it, and how many more receive every type. */
  subscribers: { listed: number; all: number };
  createdAt: string;
}

/** Event types with the number of their subscribers. All must be of this product. */
export async function eventTypeViews(
  tx: Transaction,
  productId: string,
  rows: readonly EventType[],
): Promise<ProductEventType[]> {
  const counts = await subscribersOf(tx, productId);
  return rows.map((row) => ({
    id: publicId("eventType", row.id),
    name: row.name,
    group: row.group,
    description: row.description,
    schema: row.schema,
    validation: row.validation,
    example: row.example,
    lowestRole: row.lowestRole,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    subscribers: { listed: counts.get(row.name) ?? 0, all: counts.get("*") ?? 0 },
    createdAt: row.createdAt.toISOString(),
  }));
}

async function subscribersOf(tx: Transaction, productId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ name: string; count: bigint }[]>`
    SELECT t.name, count(*) AS count
      FROM webhook w CROSS JOIN LATERAL unnest(w.event_types) AS t (name)
     WHERE w.deleted_at IS NULL AND w.workspace_id IN (SELECT id FROM workspace WHERE product_id = ${productId}::uuid)
     GROUP BY t.name`;
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}

/** The row of an event type. @throws {AppError} `not_found` */
export async function findEventType(tx: Transaction, id: string): Promise<EventType> {
  const uuid = parseId("eventType", id);
  const row = uuid ? await tx.eventType.findUnique({ where: { id: uuid } }) : null;
  if (!row) throw notFound("event type");
  return row;
}

/** What the audit log calls it. */
export function eventTypeTarget({ id, name }: Pick<EventType, "id" | "name">) {
  return { type: "event_type", id: publicId("eventType", id), name };
}

/** As the API answers it: the example is JSON there, not text. */
export function eventTypeAnswer({ example, ...type }: ProductEventType) {
  return { ...type, example: JSON.parse(example) };
}

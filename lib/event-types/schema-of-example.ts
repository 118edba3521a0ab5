import { z } from "zod";
import type { Prisma } from "#prisma/client";

type Schema = Prisma.JsonObject;

/** The formats that an example's text may show. */
const FORMATS = { "date-time": z.iso.datetime({ offset: true }), uuid: z.uuid(), uri: z.url(), email: z.email() };

/**
 * The JSON Schema (2020-12) that an example of `data` shows, for event types whose product gives none (checklist 7): the
 * types and formats of its members. It leaves open what one example can't tell: which members are always there, and what
 * may stand where this one has null.
 *
 * @param example JSON text
 */
export function schemaOfExample(example: string): Schema {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...schemaOf(JSON.parse(example)) };
}

function schemaOf(value: unknown): Schema {
  if (value === null) return {};
  if (Array.isArray(value)) return { type: "array", ...(value.length > 0 && { items: schemaOf(value[0]) }) };
  if (typeof value === "object") {
    const properties = Object.entries(value).map(([name, member]) => [name, schemaOf(member)]);
    return { type: "object", properties: Object.fromEntries(properties) };
  }
  if (typeof value !== "string") return { type: typeof value };
  const format = Object.entries(FORMATS).find(([, schema]) => schema.safeParse(value).success)?.[0];
  return { type: "string", ...(format && { format }) };
}

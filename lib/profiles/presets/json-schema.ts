import type { Prisma } from "#prisma/client";

// Words for the JSON Schemas (2020-12) of the presets' event types. Every member says what it is.

type Schema = Prisma.InputJsonObject;

export const text = (description: string, more: Schema = {}): Schema => ({ type: "string", description, ...more });
export const uuid = (description: string): Schema => text(description, { format: "uuid" });
export const email = (description: string): Schema => text(description, { format: "email" });
export const link = (description: string): Schema => text(description, { format: "uri" });
/** ISO 8601 with a zone. */
export const time = (description: string): Schema => text(description, { format: "date-time" });
export const number = (description: string, more: Schema = {}): Schema => ({ type: "number", description, ...more });
export const whole = (description: string, more: Schema = {}): Schema => ({ type: "integer", description, ...more });
export const list = (description: string, items: Schema): Schema => ({ type: "array", description, items });
export const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema.type as string, "null"] });

/** These members are always there, the optional ones now and then. More may come: receivers ignore what they do not know. */
export const object = (members: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: "object",
  required: Object.keys(members),
  properties: { ...members, ...optional },
});

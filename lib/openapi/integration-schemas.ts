import { z } from "zod";
import { ROLES } from "#lib/permissions/permissions";

// What API v1 answers about integrations and keys.

const time = z.string().meta({ format: "date-time" });

const keyFields = {
  id: z.string(),
  name: z.string(),
  prefix: z.string().meta({ description: "Its first characters, to recognise it by." }),
  last4: z.string(),
  scopes: z.array(z.string()),
  integration: z.string().nullable(),
  createdBy: z
    .strictObject({ id: z.string(), name: z.string(), role: z.enum(ROLES).nullable() })
    .nullable()
    .meta({ description: "Who made it, with their role now: null once they have left." }),
  limitedTo: z.enum(ROLES).nullable().meta({
    description: "The role that keeps it from using all of its scopes, because its maker was demoted or has left.",
  }),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  replacedBy: z.string().nullable().meta({
    description: "The key that a rotation put in its place; this one works until it expires.",
  }),
};
const token = z.string().meta({ description: "The key itself. Shown here once." });

export const Key = z.strictObject(keyFields).meta({ id: "Key" });
export const CreatedKey = z.strictObject({ ...keyFields, token }).meta({ id: "CreatedKey" });
export const RotatedKey = z
  .strictObject({ ...keyFields, token, previous: Key.meta({ description: "The key that was replaced." }) })
  .meta({ id: "RotatedKey" });

export const Integration = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    keyCount: z.number().meta({ description: "Keys that still work." }),
    webhookCount: z.number(),
    lastUsedAt: time.nullable().meta({ description: "When one of its keys was used last, to the minute." }),
    createdBy: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    createdAt: time,
  })
  .meta({ id: "Integration" });

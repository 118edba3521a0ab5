import { z } from "zod";
import { EVENT_VALIDATIONS } from "#lib/event-types/event-validations";
import { HeaderPair } from "#lib/openapi/delivery-schemas";
import { ROLES } from "#lib/permissions/permissions";
import { Profile } from "#lib/profiles/profile-schema";

// What API v1 answers operators about products.

const time = z.string().meta({ format: "date-time" });

export const Product = z
  .strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    workspaceCount: z.number(),
    eventTypeCount: z.number().meta({ description: "Without those that are archived." }),
    profileVersion: z.number().meta({ description: "Which version of its profile new events get." }),
    lastEventAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: "Product" });

export const ProfileVersion = z
  .strictObject({
    id: z.string(),
    version: z.number(),
    current: z.boolean().meta({ description: "Whether new events get it." }),
    profile: Profile.meta({ id: "Profile" }),
    note: z.string(),
    createdBy: z.string().nullable().meta({ description: "The operator's name; null for what Posthorn has seeded." }),
    createdAt: time,
  })
  .meta({ id: "ProfileVersion" });

export const ProfilePreview = z
  .strictObject({
    body: z.string().meta({ description: "Exactly the bytes, as UTF-8." }),
    headers: z.array(HeaderPair),
    secrets: z
      .array(
        z.strictObject({
          kind: z.enum(["hmac", "ed25519", "static"]),
          secret: z.string(),
          publicKey: z.string().nullable(),
          replaced: z.boolean().meta({ description: "Whether it is the one that a rotation has replaced." }),
        }),
      )
      .meta({ description: "The sample secrets it is signed with, newest first." }),
    attempt: z.number(),
    attempts: z.number().meta({ description: "How many the schedule has in all; 1,000 stands for more." }),
    sentAt: time,
  })
  .meta({ id: "ProfilePreview" });

export const ProfileComparison = z
  .strictObject({
    version: z.number().meta({ description: "The version it is compared with." }),
    changes: z.array(
      z.strictObject({
        path: z.string(),
        before: z.string().nullable().meta({ description: "As JSON; null where there is no such field." }),
        after: z.string().nullable(),
      }),
    ),
    impact: z.strictObject({
      signatureChanges: z.boolean(),
      followers: z.number().meta({ description: "Webhooks that sign as the profile says." }),
      withoutSecret: z.number().meta({ description: "Those that would get a new kind of secret if they changed too." }),
      plainHttp: z.number().meta({ description: "Webhooks with an http:// URL that would no longer be allowed." }),
      headerClashes: z.number().meta({ description: "Webhooks with a custom header that the profile would send too." }),
    }),
  })
  .meta({ id: "ProfileComparison" });

export const ProductEventType = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    group: z.string(),
    description: z.string(),
    schema: z.unknown().meta({ description: "JSON Schema of the data, or null." }),
    validation: z.enum(EVENT_VALIDATIONS),
    example: z.unknown(),
    lowestRole: z.enum(ROLES),
    archivedAt: time.nullable(),
    subscribers: z.strictObject({
      listed: z.number().meta({ description: "Webhooks that list it." }),
      all: z.number().meta({ description: "Webhooks that receive every type." }),
    }),
    createdAt: time,
  })
  .meta({ id: "ProductEventType" });

export const Catalogue = z
  .strictObject({
    eventTypes: z.array(
      z.strictObject({
        name: z.string(),
        group: z.string(),
        description: z.string(),
        lowestRole: z.enum(ROLES),
        validation: z.enum(EVENT_VALIDATIONS),
        schema: z.unknown(),
        example: z.unknown(),
      }),
    ),
  })
  .meta({ id: "Catalogue" });

export const ImportPlan = z
  .strictObject({
    created: z.array(z.string()),
    changed: z.array(z.strictObject({ name: z.string(), fields: z.array(z.string()) })),
    unchanged: z.array(z.string()),
    archived: z.array(z.string()),
  })
  .meta({ id: "ImportPlan" });

const publishKeyFields = {
  id: z.string(),
  name: z.string(),
  product: z.string(),
  prefix: z.string().meta({ description: "Its first characters, to recognise it by." }),
  last4: z.string(),
  createdBy: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  replacedBy: z.string().nullable().meta({
    description: "The key that a rotation put in its place; this one works until it expires.",
  }),
};
const token = z.string().meta({ description: "The key itself. Shown here once." });

export const PublishKey = z.strictObject(publishKeyFields).meta({ id: "PublishKey" });
export const CreatedPublishKey = z.strictObject({ ...publishKeyFields, token }).meta({ id: "CreatedPublishKey" });
export const RotatedPublishKey = z
  .strictObject({
    ...publishKeyFields,
    token,
    previous: PublishKey.meta({ description: "The key that was replaced." }),
  })
  .meta({ id: "RotatedPublishKey" });

import { z } from "zod";
import { EVENT_VALIDATIONS } from "#lib/event-types/event-validations";
import { ROLES } from "#lib/permissions/permissions";
import { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import { WEBHOOK_STATUSES } from "#lib/webhooks/webhook-schema";
import { CIRCUIT_STATES, STATUS_CAUSES } from "#lib/webhooks/webhook-view";

// What the API answers, for its description. The tests hold real answers against these, so they can't drift apart.

const time = z.string().meta({ format: "date-time" });
const nullable = <T extends z.ZodType>(type: T) => type.nullable();
const webhookFields = {
  id: z.string(),
  name: z.string(),
  description: z.string(),
  url: z.string(),
  eventTypes: z.array(z.string()),
  headerNames: z.array(z.string()).meta({ description: "Names of the custom headers. Their values are never shown." }),
  status: z.enum(WEBHOOK_STATUSES),
  statusReason: nullable(z.string()),
  statusCause: nullable(z.enum(STATUS_CAUSES)).meta({ description: "Why Posthorn disabled it." }),
  statusSince: time,
  autoResume: z.boolean(),
  timeoutSeconds: nullable(z.number()),
  retrySchedule: nullable(RetrySchedule).meta({ description: "Null means the profile's own." }),
  rateLimit: nullable(z.number()).meta({ description: "Attempts per second at most." }),
  maxInFlight: z.number(),
  ordered: z.boolean(),
  signature: nullable(z.array(SignatureConfig)),
  publicKeys: z.array(z.string()).meta({ description: "whpk_…, for ed25519; newest first, two during a rotation." }),
  previousSecretUntil: nullable(time).meta({
    description: "Until when a replaced secret signs beside the current one.",
  }),
  tenant: nullable(z.string()),
  integration: nullable(z.string()),
  owner: nullable(z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES) })).meta({
    description: "The member whose role decides which event types it receives.",
  }),
  version: z.number().meta({ description: "Raised by every change." }),
  createdAt: time,
  updatedAt: time,
  health: z
    .strictObject({
      lastSuccessAt: nullable(time),
      lastFailureAt: nullable(time),
      failingSince: nullable(time),
      consecutiveFailures: z.number(),
      lastErrorCode: nullable(z.string()),
      lastResponseStatus: nullable(z.number()),
      waitUntil: nullable(time),
      waitReason: nullable(z.string()),
      circuit: z.enum(CIRCUIT_STATES).meta({
        description: "open: nothing is sent until waitUntil; probing: one request at a time until one succeeds.",
      }),
      nextProbeAt: nullable(time).meta({ description: "When a disabled webhook is tried next by itself." }),
    })
    .optional(),
  counts: z
    .strictObject({
      pending: z.number(),
      held: z.number(),
      succeeded24h: z.number(),
      failed24h: z.number(),
      p95Ms24h: nullable(z.number()),
      hours: z.array(z.strictObject({ hour: time, succeeded: z.number(), failed: z.number() })),
    })
    .optional(),
  withheld: z
    .array(z.strictObject({ type: z.string(), lowestRole: z.enum(ROLES) }))
    .optional()
    .meta({ description: "Subscribed event types that it does not receive: its owner's role is too low." }),
};
export const Webhook = z.strictObject(webhookFields).meta({ id: "Webhook" });
const secretFields = {
  kind: z.enum(["hmac", "ed25519", "static"]),
  secret: z.string(),
  publicKey: nullable(z.string()),
};
const NewSecrets = z
  .array(z.strictObject(secretFields))
  .meta({ description: "All new secrets, where two schemes need two kinds; the first is `secret`." });
export const UpdatedWebhook = z
  .strictObject({
    ...webhookFields,
    secrets: NewSecrets.optional().meta({ description: "Those that a changed signature needed. Shown here once." }),
  })
  .meta({ id: "UpdatedWebhook" });
export const CreatedWebhook = z
  .strictObject({
    ...webhookFields,
    secret: z.string().meta({ description: "Shown here once; later only by GET …/secret." }),
    secrets: NewSecrets,
  })
  .meta({ id: "CreatedWebhook" });

const Previous = nullable(z.strictObject({ secret: z.string(), expiresAt: time }));
export const Secret = z
  .strictObject({
    secret: z.string(),
    publicKey: nullable(z.string()),
    previous: Previous,
    secrets: z.array(z.strictObject({ ...secretFields, previous: Previous })),
  })
  .meta({ id: "Secret" });
export const RotatedSecret = z
  .strictObject({ secret: z.string(), publicKey: nullable(z.string()), previousExpiresAt: time, secrets: NewSecrets })
  .meta({ id: "RotatedSecret" });

export const EventType = z
  .strictObject({
    name: z.string(),
    group: z.string(),
    description: z.string(),
    schema: z.unknown().meta({ description: "JSON Schema of the data, or null." }),
    validation: z.enum(EVENT_VALIDATIONS).meta({
      description: "What happens to data that does not match: nothing, a warning in the answer, or a refusal.",
    }),
    example: z.unknown(),
    webhooks: z.number().meta({
      description:
        "How many webhooks subscribe to it, by its name or with all events, whether active or not. `GET /webhooks?event=` lists them.",
    }),
    volume: z
      .strictObject({
        last24h: z.number(),
        last7d: z.number(),
        last30d: z.number(),
        days: z
          .array(z.strictObject({ from: time.meta({ description: "When it begins." }), count: z.number() }))
          .meta({ description: "Per 24 hours, oldest first, 30 of them. The last one ends with the present hour." }),
      })
      .meta({ description: "Accepted events, test events left out." }),
  })
  .meta({ id: "EventType" });

export const Workspace = z
  .strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    product: z.string(),
    retentionDays: z.number().meta({ description: "How long events, deliveries and attempts are kept." }),
    hidePayloads: z.boolean().meta({ description: "Whether event data is kept from viewers." }),
    createdAt: time,
  })
  .meta({ id: "Workspace" });

/** Without control characters. */
const shortText = (max: number) => z.string().min(1).max(max).meta({ pattern: "^[^\\u0000-\\u001f\\u007f]+$" });

/** One event to publish. lib/events/parse-publish.ts reads it from text, so that `data` keeps its exact form. */
export const PublishItem = z
  .strictObject({
    workspace: shortText(100).meta({ description: "A workspace's slug or id." }),
    type: shortText(128),
    data: z.unknown().meta({ description: "At most 256 KB. Delivered exactly as written." }),
    tenant: shortText(200).nullable().optional(),
    id: shortText(255).nullable().optional().meta({ description: "The idempotency key." }),
    timestamp: time.nullable().optional().meta({ description: "When it happened; default: now." }),
  })
  .meta({ id: "PublishItem" });
export const Accepted = z
  .strictObject({
    data: z.array(
      z.strictObject({
        id: z.string(),
        type: z.string(),
        deliveries: z.number().meta({ description: "How many webhooks it goes to." }),
        duplicate: z.boolean().meta({ description: "Whether its id had been accepted before; nothing new is sent." }),
        warnings: z
          .array(z.strictObject({ path: z.string(), message: z.string() }))
          .optional()
          .meta({ description: "How its data does not match the schema of a type that only warns." }),
      }),
    ),
  })
  .meta({ id: "Accepted" });

export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string().optional(),
    code: z.string().meta({ description: "Stable; docs/errors.md has a section for each." }),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

export const ExpiredSecrets = z
  .strictObject({ expired: z.number().meta({ description: "How many replaced secrets ended." }) })
  .meta({ id: "ExpiredSecrets" });

export const PublicKey = z.string().meta({ id: "PublicKey", description: "whpk_…" });

export const EgressIp = z.string().meta({ id: "EgressIp", description: "An address or CIDR range." });

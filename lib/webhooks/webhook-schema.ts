import { z } from "zod";
import { RetrySchedule, SignatureConfigs } from "#lib/profiles/profile-schema";
import { headerProblem, MAX_HEADERS } from "#lib/webhooks/header-rules";
import type { WebhookStatus } from "#prisma/client";

export const WEBHOOK_STATUSES = ["active", "paused", "disabled"] as const satisfies readonly WebhookStatus[];

/** The longest overlap of a rotation, in seconds, and the one used when none is given. */
const MAX_OVERLAP_SECONDS = 7 * 86_400;
const DEFAULT_OVERLAP_SECONDS = 86_400;

const Url = z
  .string("must be a URL")
  .min(1, "is required")
  .max(2048, "is longer than 2,048 characters")
  .superRefine((text, context) => {
    const problem = urlProblem(text);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

/** Only what is true of every URL; whether its host may be reached is decided by lib/egress. */
function urlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return "is not a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https://";
  if (url.username || url.password) return "must not contain a user name or password; use a header";
  return null;
}

const EventTypes = z
  .array(z.string().min(1, "is empty").max(128, "is longer than 128 characters"), "must be a list of event types")
  .min(1, "choose at least one event type")
  .max(500, "has more than 500 entries")
  .refine((types) => !types.includes("*") || types.length === 1, '"*" stands for every event type and must be alone');

const headersOf = <T extends z.ZodType<string | null>>(value: T) =>
  z.record(z.string(), value, "must be an object of header names and values").superRefine((headers, context) => {
    const names = Object.keys(headers);
    if (names.length > MAX_HEADERS) {
      context.addIssue({ code: "custom", message: `has more than ${MAX_HEADERS} headers` });
    }
    const seen = new Set<string>();
    for (const name of names) {
      const problem = seen.has(name.toLowerCase())
        ? "is given twice"
        : headerProblem(name, (headers as Record<string, string | null>)[name] ?? null);
      seen.add(name.toLowerCase());
      if (problem) context.addIssue({ code: "custom", path: [name], message: problem });
    }
  });

const fields = {
  name: z
    .string("must be text")
    .trim()
    .min(1, "is required")
    .max(100, "is longer than 100 characters")
    .meta({ description: "What people call it." }),
  url: Url.meta({ description: "Where events are sent. https, unless the product's profile allows http." }),
  eventTypes: EventTypes.meta({ description: 'Event type names, or exactly ["*"] for all of them.' }),
  description: z.string("must be text").trim().max(500, "is longer than 500 characters").optional(),
  timeoutSeconds: z
    .number("must be a number")
    .min(1, "must be at least 1")
    .max(30, "must be at most 30")
    .nullable()
    .optional()
    .meta({ description: "Seconds until an attempt counts as failed; null means the profile's own." }),
  rateLimit: z
    .number("must be a number")
    .positive("must be more than 0")
    .max(10_000, "must be at most 10,000")
    .nullable()
    .optional()
    .meta({
      description: "Attempts per second at most, evenly spaced; 0.5 is one every two seconds; null is unlimited.",
    }),
  maxInFlight: z
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(256, "must be at most 256")
    .optional()
    .meta({ description: "Requests under way at once, at most. Default 32." }),
  retrySchedule: RetrySchedule.nullable().optional().meta({
    description:
      "The delays before the 2nd, 3rd … attempt: a list, or an exponential series with a cap and a window; null means the profile's own. Each delay varies by 10 %.",
  }),
  ordered: z
    .boolean("must be true or false")
    .optional()
    .meta({ description: "Send one at a time, in the order of events; waits behind a failing delivery." }),
  autoResume: z.boolean("must be true or false").optional().meta({
    description:
      "Whether it comes back by itself after it was disabled for failing for days: one held delivery is tried now and then, and when one succeeds, all are sent. Default true.",
  }),
  signature: SignatureConfigs.nullable()
    .optional()
    .meta({ description: "How requests are signed; null means the profile's own." }),
  tenant: z.string("must be text").min(1).max(256).nullable().optional().meta({
    description: "The key of the tenant whose events it receives; null means the whole workspace.",
  }),
  integration: z
    .string("must be text")
    .min(1)
    .max(64)
    .nullable()
    .optional()
    .meta({ description: "The integration it belongs to." }),
};

const OwnSecret = z
  .string("must be text")
  .trim()
  .min(1, "is empty")
  .max(300, "is longer than 300 characters")
  .optional();
const OWN_SECRET =
  "Your own secret instead of a random one. Standard Webhooks: whsec_ and 24 to 64 bytes in base64, or for ed25519 whsk_ and the private key; other schemes: 16 to 256 printable ASCII characters.";

/** What creates a webhook. */
export const WebhookInput = z
  .strictObject({
    ...fields,
    secret: OwnSecret.meta({ description: OWN_SECRET }),
    headers: headersOf(z.string("must be text"))
      .optional()
      .meta({ description: "Headers to send with every request. Stored encrypted; only the names are shown again." }),
  })
  .meta({ id: "WebhookInput" });
export type WebhookInput = z.input<typeof WebhookInput>;

/**
 * What changes a webhook: only the fields given. `headers` replaces all of them; `null` as a value keeps the stored
 * one, since values are never shown.
 */
export const WebhookPatch = z
  .strictObject({
    ...fields,
    name: fields.name.optional(),
    url: fields.url.optional(),
    eventTypes: fields.eventTypes.optional(),
    headers: headersOf(z.string("must be text").nullable())
      .optional()
      .meta({ description: "Replaces all custom headers; null as a value keeps the stored one." }),
  })
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "WebhookPatch", minProperties: 1 });
export type WebhookPatch = z.input<typeof WebhookPatch>;

// Products that choose events by one boolean each allow a webhook that receives none.
const NoEventTypes = z.union([EventTypes, z.tuple([]).transform((): string[] => [])]);
export const IdleWebhookInput = WebhookInput.safeExtend({ eventTypes: NoEventTypes }) as unknown as typeof WebhookInput;
export const IdleWebhookPatch = WebhookPatch.safeExtend({
  eventTypes: NoEventTypes.optional(),
}) as unknown as typeof WebhookPatch;

export const RotateSecretInput = z
  .strictObject({
    overlapSeconds: z
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must not be negative")
      .max(MAX_OVERLAP_SECONDS, "must be at most 604800 (7 days)")
      .default(DEFAULT_OVERLAP_SECONDS)
      .meta({ description: "How long the old secret signs beside the new one, in seconds." }),
    secret: OwnSecret.meta({ description: OWN_SECRET }),
  })
  .meta({ id: "RotateSecretInput" });
export type RotateSecretInput = z.input<typeof RotateSecretInput>;

export const TestEventInput = z
  .strictObject({
    type: z.string("must be text").min(1, "is required").max(128),
    data: z.json().optional().meta({ description: "The event's data; the event type's example when left out." }),
  })
  .meta({ id: "TestEventInput" });
export type TestEventInput = z.input<typeof TestEventInput>;

import { z } from "zod";

// The descriptions are what the API reference says; docs/profiles.md explains every field, and a test compares the two.

const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, "must be an HTTP header name");

export const HMAC_ALGORITHMS = ["sha1", "sha256", "sha512"] as const;
export const HMAC_ENCODINGS = ["hex", "base64"] as const;
export const TIMESTAMP_FORMATS = ["iso-milliseconds", "iso-seconds", "unix-seconds"] as const;

/**
 * How a request is signed.
 * - `standard-webhooks`: `<prefix>-id`, `-timestamp` and `-signature` over `id.timestamp.body`
 *   (Standard Webhooks 1.0; Svix is the same with the prefix `svix`). `ed25519` gives `v1a`.
 * - `hmac-body`: one header with an HMAC of the raw body; the key is the secret's UTF-8 bytes.
 * - `static`: one header with the secret itself, for receivers that only compare a token.
 */
export const SignatureConfig = z.discriminatedUnion(
  "scheme",
  [
    z.strictObject({
      scheme: z.literal("standard-webhooks"),
      headerPrefix: z
        .enum(["webhook", "svix"], "must be webhook or svix")
        .default("webhook")
        .meta({ description: "How the three headers begin." }),
      algorithm: z
        .enum(["hmac-sha256", "ed25519"], "must be hmac-sha256 or ed25519")
        .default("hmac-sha256")
        .meta({ description: "A shared secret, or a key pair." }),
    }),
    z.strictObject({
      scheme: z.literal("hmac-body"),
      header: HeaderName.meta({ description: "The header that carries the signature." }),
      algorithm: z.enum(HMAC_ALGORITHMS, "must be sha1, sha256 or sha512").default("sha256"),
      encoding: z.enum(HMAC_ENCODINGS, "must be hex or base64").default("hex"),
      prefix: z
        .string()
        .max(32, "is longer than 32 characters")
        .default("")
        .meta({ description: "What stands before the digest, such as `sha256=`." }),
    }),
    z.strictObject({
      scheme: z.literal("static"),
      header: HeaderName.meta({ description: "The header that carries the secret itself." }),
    }),
  ],
  "must have the scheme standard-webhooks, hmac-body or static",
);
export type SignatureConfig = z.output<typeof SignatureConfig>;

/** A webhook sends one scheme, or two while its receiver migrates. */
export const SignatureConfigs = z.array(SignatureConfig).min(1).max(2);
export type SignatureConfigs = z.output<typeof SignatureConfigs>;

/** The delays before the 2nd, 3rd … attempt, as a list or as an exponential series within a window. */
export const RetrySchedule = z.union(
  [
    z.strictObject({
      delaysSeconds: z
        .array(
          z
            .number()
            .min(0)
            .max(7 * 86_400),
        )
        .max(50)
        .meta({ description: "The delay before the second attempt, the third and so on. Empty: no retries." }),
    }),
    z.strictObject({
      firstSeconds: z.number().positive().max(86_400).meta({ description: "The first delay." }),
      factor: z.number().min(1).max(10).meta({ description: "Each delay is the one before times this." }),
      capSeconds: z.number().positive().max(86_400).meta({ description: "No delay is longer than this." }),
      windowSeconds: z
        .number()
        .positive()
        .max(14 * 86_400)
        .meta({ description: "No attempt later than this after the first one." }),
    }),
  ],
  "must be at most 50 delays of up to 7 days each, or a first delay, a factor from 1 to 10, a cap of up to a day and a window of up to 14 days",
);
export type RetrySchedule = z.output<typeof RetrySchedule>;

/** Where a value of the body or of a header comes from, beside `data.<member>`. */
export const SOURCES = ["eventId", "deliveryId", "webhookId", "type", "timestamp", "tenant", "data"] as const;

const Source = z
  .string()
  .regex(
    /^(eventId|deliveryId|webhookId|type|timestamp|tenant|data|data\.[^.]{1,100})$/,
    `must be ${SOURCES.join(", ")} or data.<member>`,
  );

/**
 * One key of the body, in order. `from` names where its value comes from; of several sources the first that has one
 * is taken, and `null` is sent when none has.
 */
const BodyField = z.strictObject({
  name: z.string().min(1, "is required").max(100, "is longer than 100 characters").meta({ description: "The key." }),
  from: z
    .union([Source, z.array(Source).min(1).max(5)], {
      error: ({ input }) =>
        Array.isArray(input)
          ? `must be one to five sources, each ${SOURCES.join(", ")} or data.<member>`
          : `must be ${SOURCES.join(", ")} or data.<member>`,
    })
    .meta({
      description: "Where its value comes from: a source, or a list of which the first that has a value counts.",
    }),
});

const IdPrefix = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, "must be a letter and up to 31 further letters, digits and dashes");

/** A product's wire rules, as plain data. Saved as an immutable version (schema.prisma, `Profile`). */
export const Profile = z.strictObject({
  body: z.strictObject({
    fields: z
      .array(BodyField)
      .min(1, "needs at least one field")
      .max(50, "has more than 50 fields")
      .meta({ description: "The keys of the body, in their order." }),
    timestampFormat: z
      .enum(TIMESTAMP_FORMATS, `must be ${TIMESTAMP_FORMATS.join(", ")}`)
      .default("iso-milliseconds")
      .meta({ description: "How the source `timestamp` is written." }),
  }),
  headers: z.record(HeaderName, Source).default({}).meta({
    description: 'Further headers, by name: the source of each, e.g. `{"x-delivery-id": "deliveryId"}`.',
  }),
  signature: SignatureConfigs.meta({ description: "How requests are signed; two manners while receivers migrate." }),
  idPrefixes: z
    .strictObject({ event: IdPrefix, delivery: IdPrefix, webhook: IdPrefix })
    .partial()
    .default({})
    .meta({ description: "How this product's ids begin on the wire, where it differs from `evt`, `dlv` and `wh`." }),
  timeoutSeconds: z
    .number("must be a number")
    .min(1, "must be at least 1")
    .max(30, "must be at most 30")
    .default(15)
    .meta({ description: "How long a receiver has to answer. A webhook may choose another time." }),
  retry: RetrySchedule.meta({ description: "When a failed delivery is tried again. A webhook may choose otherwise." }),
  allowHttp: z.boolean().default(false).meta({ description: "Whether webhooks may have a plain http:// URL." }),
  flatApi: z.boolean().default(false).meta({
    description: "Whether `/api/integration/webhook` manages the workspace's one webhook, as Kruncher documents it.",
  }),
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]+$/, "must be visible ASCII characters")
    .max(128, "is longer than 128 characters")
    .default("Posthorn/1.0 (+webhooks)")
    .meta({ description: "The header `user-agent`." }),
});
export type Profile = z.output<typeof Profile>;
export type ProfileInput = z.input<typeof Profile>;

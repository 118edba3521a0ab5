import { z } from "zod";

const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, "must be an HTTP header name");

/**
 * How a request is signed.
 * - `standard-webhooks`: `<prefix>-id`, `-timestamp` and `-signature` over `id.timestamp.body`
 *   (Standard Webhooks 1.0; Svix is the same with the prefix `svix`). `ed25519` gives `v1a`.
 * - `hmac-body`: one header with an HMAC of the raw body; the key is the secret's UTF-8 bytes.
 * - `static`: one header with the secret itself, for receivers that only compare a token.
 */
export const SignatureConfig = z.discriminatedUnion("scheme", [
  z.strictObject({
    scheme: z.literal("standard-webhooks"),
    headerPrefix: z.enum(["webhook", "svix"]).default("webhook"),
    algorithm: z.enum(["hmac-sha256", "ed25519"]).default("hmac-sha256"),
  }),
  z.strictObject({
    scheme: z.literal("hmac-body"),
    header: HeaderName,
    algorithm: z.enum(["sha1", "sha256", "sha512"]).default("sha256"),
    encoding: z.enum(["hex", "base64"]).default("hex"),
    prefix: z.string().max(32).default(""),
  }),
  z.strictObject({ scheme: z.literal("static"), header: HeaderName }),
]);
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
        .max(50),
    }),
    z.strictObject({
      firstSeconds: z.number().positive().max(86_400),
      factor: z.number().min(1).max(10),
      capSeconds: z.number().positive().max(86_400),
      /** No attempt later than this after the first one. */
      windowSeconds: z
        .number()
        .positive()
        .max(14 * 86_400),
    }),
  ],
  "must be at most 50 delays of up to 7 days each, or a first delay, a factor from 1 to 10, a cap of up to a day and a window of up to 14 days",
);
export type RetrySchedule = z.output<typeof RetrySchedule>;

const Source = z
  .string()
  .regex(/^(eventId|deliveryId|webhookId|type|timestamp|tenant|data|data\.[^.]+)$/, "is not a known source");

/**
 * One key of the body, in order. `from` names where its value comes from; of several sources the first that has one
 * is taken, and `null` is sent when none has.
 */
const BodyField = z.strictObject({
  name: z.string().min(1),
  from: z.union([Source, z.array(Source).min(1)]),
});

/** A product's wire rules, as plain data. Saved as an immutable version (schema.prisma, `Profile`). */
export const Profile = z.strictObject({
  body: z.strictObject({
    fields: z.array(BodyField).min(1),
    timestampFormat: z.enum(["iso-milliseconds", "iso-seconds", "unix-seconds"]).default("iso-milliseconds"),
  }),
  /** Further headers, by source, e.g. `{"x-delivery-id": "deliveryId"}`. */
  headers: z.record(HeaderName, Source).default({}),
  signature: SignatureConfigs,
  /** How this product's ids begin on the wire, where it differs from ours. */
  idPrefixes: z.strictObject({ event: z.string(), delivery: z.string(), webhook: z.string() }).partial().default({}),
  timeoutSeconds: z.number().min(1).max(30).default(15),
  retry: RetrySchedule,
  /** Plain http is refused unless true. */
  allowHttp: z.boolean().default(false),
  /** Whether `/api/integration/webhook` manages the workspace's one webhook (lib/flat-api/). */
  flatApi: z.boolean().default(false),
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .max(128)
    .default("Posthorn/1.0 (+webhooks)"),
});
export type Profile = z.output<typeof Profile>;
export type ProfileInput = z.input<typeof Profile>;

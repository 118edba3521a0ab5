import { z } from "zod";
import { DELIVERY_STATUSES } from "#lib/deliveries/delivery-view";
import { SIGNATURE_VERDICTS } from "#lib/deliveries/signature-check";
import { REPLAY_KINDS, REPLAY_STATUSES } from "#lib/replays/replay-options";

// Events, their deliveries and replays as the API answers them, for its description.

const time = z.string().meta({ format: "date-time" });
const nullable = <T extends z.ZodType>(type: T) => type.nullable();
/** Not a tuple: few generators of clients know `prefixItems`. */
export const HeaderPair = z.array(z.string()).length(2).meta({ description: "Name and value." });

const deliveryFields = {
  id: z.string(),
  webhookId: z.string(),
  webhookName: z.string(),
  eventId: z.string(),
  type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attemptCount: z.number(),
  nextAttemptAt: nullable(time),
  lastErrorCode: nullable(z.string()),
  lastResponseStatus: nullable(z.number()),
  test: z.boolean(),
  createdAt: time,
  completedAt: nullable(time),
};
export const Delivery = z.strictObject(deliveryFields).meta({ id: "Delivery" });

const eventFields = {
  id: z.string(),
  type: z.string(),
  tenant: nullable(z.string()),
  data: z.string().meta({ description: "JSON text, exactly as it was published." }),
  dataHidden: z.boolean(),
  occurredAt: time,
  createdAt: time,
  key: nullable(z.string()).meta({ description: "The publisher's own id." }),
  test: z.boolean(),
};
export const Event = z.strictObject(eventFields).meta({ id: "Event" });
export const EventDetail = z
  .strictObject({ ...eventFields, deliveries: z.array(Delivery) })
  .meta({ id: "EventDetail" });

const Attempt = z
  .strictObject({
    id: z.string(),
    number: z.number(),
    reason: z.enum(["first", "retry", "replay", "test", "probe"]),
    outcome: z.enum(["succeeded", "failed", "interrupted"]),
    errorCode: nullable(z.string()),
    errorMessage: nullable(z.string()),
    request: z.strictObject({ method: z.literal("POST"), url: z.string(), headers: z.array(HeaderPair) }),
    response: nullable(
      z.strictObject({
        status: z.number(),
        headers: z.array(HeaderPair),
        body: z.string(),
        bodyEncoding: z.enum(["utf-8", "base64"]),
        truncated: z.boolean(),
      }),
    ),
    remoteAddress: nullable(z.string()),
    httpVersion: nullable(z.string()),
    timings: z.strictObject({
      dnsMs: nullable(z.number()),
      connectMs: nullable(z.number()),
      tlsMs: nullable(z.number()),
      firstByteMs: nullable(z.number()),
      totalMs: nullable(z.number()),
    }),
    worker: z.string(),
    startedAt: time,
    finishedAt: nullable(time),
  })
  .meta({ id: "Attempt" });
export const DeliveryDetail = z
  .strictObject({
    ...deliveryFields,
    attempts: z.array(Attempt),
    requestBody: z
      .string()
      .meta({ description: "Exactly what is sent, on every attempt. Empty once the event is past its retention." }),
    event: nullable(Event),
  })
  .meta({ id: "DeliveryDetail" });

export const SignatureCheck = z
  .strictObject({
    verdict: z.enum(SIGNATURE_VERDICTS).meta({
      description: "`missing`: it bears no signature. `unknown`: something that is needed to tell is missing.",
    }),
    summary: z.string(),
    reasons: z.array(z.string()).meta({ description: "What is likely to be behind it, the most telling first." }),
  })
  .meta({ id: "SignatureCheck" });

export const Replay = z
  .strictObject({
    id: z.string(),
    webhookId: nullable(z.string()).meta({ description: "Null: all active webhooks of the workspace." }),
    kind: z.enum(REPLAY_KINDS),
    status: z.enum(REPLAY_STATUSES),
    total: z.number(),
    totalIsExact: z.boolean().meta({ description: "False while a large replay has not been counted to its end." }),
    replayed: z.number(),
    ratePerSecond: z.number(),
    error: nullable(z.string()),
    createdAt: time,
    completedAt: nullable(time),
  })
  .meta({ id: "Replay" });

export const ReplayPreview = z
  .strictObject({
    count: z.number().meta({ description: "At most 10,000." }),
    more: z.boolean().meta({ description: "Whether there are more than counted." }),
    oldest: nullable(time),
    newest: nullable(time),
  })
  .meta({ id: "ReplayPreview" });

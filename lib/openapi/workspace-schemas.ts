import { z } from "zod";
import { InboxAnswer } from "#lib/inbox/answer";
import { NOTIFICATION_KINDS } from "#lib/notifications/notification-view";
import { HeaderPair } from "#lib/openapi/delivery-schemas";

// What API v1 answers about inboxes and notifications.

const time = z.string().meta({ format: "date-time" });

export const Inbox = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    token: z.string(),
    url: z.string().meta({ description: "Where to send to. Whoever knows it may send." }),
    answer: z.strictObject(InboxAnswer.shape).meta({ id: "InboxAnswerView" }),
    createdAt: time,
  })
  .meta({ id: "Inbox" });

export const InboxRequest = z
  .strictObject({
    id: z.string(),
    method: z.string(),
    url: z.string().meta({ description: "Path and query." }),
    headers: z.array(HeaderPair),
    body: z.string(),
    bodyEncoding: z.enum(["utf-8", "base64"]),
    answeredStatus: z.number().nullable().meta({ description: "Null: the inbox was told never to answer." }),
    receivedAt: time,
    signature: z.strictObject({
      verdict: z.enum(["valid", "invalid", "missing", "unknown"]).meta({
        description: "unknown: no webhook of the workspace points at this inbox.",
      }),
      scheme: z.string().nullable(),
      detail: z.string(),
      webhookId: z.string().nullable(),
    }),
  })
  .meta({ id: "InboxRequest" });

export const Notification = z
  .strictObject({
    id: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    webhookId: z.string().nullable(),
    webhookName: z.string().nullable(),
    keyId: z.string().nullable().meta({ description: "The API key it is about; null where that is something else." }),
    replayId: z
      .string()
      .nullable()
      .meta({ description: "The bulk replay that ended; `webhookId` is its webhook, null where it was of all." }),
    text: z.string(),
    createdAt: time,
  })
  .meta({ id: "Notification" });

import { publicId } from "#lib/ids";
import type { Notification } from "#prisma/client";

/**
 * What people are told about: a webhook that only fails, one that Posthorn has disabled, one that came back by itself, an
 * API key that is about to expire, a bulk replay that is through, and one that ended early.
 */
export const NOTIFICATION_KINDS = [
  "webhook.failing",
  "webhook.disabled",
  "webhook.resumed",
  "key.expiring",
  "replay.done",
  "replay.stopped",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface NotificationView {
  id: string;
  kind: NotificationKind;
  /** What it is about: a webhook with its name, a key, or a replay (with the webhook, where it was of one). */
  webhookId: string | null;
  webhookName: string | null;
  keyId: string | null;
  replayId: string | null;
  text: string;
  createdAt: string;
  /** Whether the reader has seen it. */
  read: boolean;
}

export function notificationView(row: Notification, userId: string | null): NotificationView {
  return {
    id: publicId("notification", row.id),
    kind: row.kind as NotificationKind,
    webhookId: row.webhookId && publicId("webhook", row.webhookId),
    webhookName: row.webhookId && row.subject,
    keyId: row.keyId && publicId("key", row.keyId),
    replayId: row.replayId && publicId("replay", row.replayId),
    text: row.text,
    createdAt: row.createdAt.toISOString(),
    read: userId === null || row.readBy.includes(userId),
  };
}

import { publicId } from "#lib/ids";
import type { Notification } from "#prisma/client";

/** What people are told about: a webhook that only fails, one that Posthorn has disabled, and one that came back by itself. */
export const NOTIFICATION_KINDS = ["webhook.failing", "webhook.disabled", "webhook.resumed"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface NotificationView {
  id: string;
  kind: NotificationKind;
  webhookId: string;
  webhookName: string;
  text: string;
  createdAt: string;
  /** Whether the reader has seen it. */
  read: boolean;
}

export function notificationView(row: Notification, userId: string | null): NotificationView {
  return {
    id: publicId("notification", row.id),
    kind: row.kind as NotificationKind,
    webhookId: publicId("webhook", row.webhookId),
    webhookName: row.webhookName,
    text: row.text,
    createdAt: row.createdAt.toISOString(),
    read: userId === null || row.readBy.includes(userId),
  };
}

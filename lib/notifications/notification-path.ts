import { developerPath, withQuery } from "#lib/dashboard-paths";
import type { NotificationView } from "#lib/notifications/notification-view";

/** The page on which a reader can act on it. */
export function notificationPath(workspace: string, about: Pick<NotificationView, "webhookId" | "keyId" | "replayId">) {
  const { webhookId, keyId, replayId } = about;
  if (replayId && !webhookId) return developerPath(workspace, "deliveries");
  if (replayId && webhookId) return developerPath(workspace, "webhooks", webhookId, "logs");
  if (webhookId) return developerPath(workspace, "webhooks", webhookId);
  return withQuery(developerPath(workspace, "keys"), { q: keyId });
}

import "server-only";
import { z } from "zod";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { type NotificationView, notificationView } from "#lib/notifications/notification-view";

const LATEST = 20;

export interface Notifications {
  /** The latest 20, newest first. */
  data: NotificationView[];
  unread: number;
}

/** What the reader should know about the workspace's webhooks, keys and replays. */
export async function listNotifications(ctx: WorkspaceContext): Promise<Notifications> {
  requirePermission(ctx, "webhooks:read");
  const userId = actingUserId(ctx);
  const rows = await db().notification.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: { id: "desc" },
    take: LATEST,
  });
  const data = rows.map((row) => notificationView(row, userId));
  return { data, unread: data.filter(({ read }) => !read).length };
}

export const NotificationFilters = z.strictObject(PageInput);
export type NotificationFilters = z.input<typeof NotificationFilters>;

/** All of them, newest first, page by page. */
export async function pageNotifications(
  ctx: WorkspaceContext,
  filters: NotificationFilters = {},
): Promise<Page<NotificationView>> {
  requirePermission(ctx, "webhooks:read");
  const page = await readPage(parseInput(NotificationFilters, filters), ({ id, orderBy, take }) =>
    db().notification.findMany({ where: { workspaceId: ctx.workspace.id, id }, orderBy, take }),
  );
  return mapPage(page, (row) => notificationView(row, actingUserId(ctx)));
}

"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "#components/ui/button";
import { Menu, MenuContent, MenuGroup, MenuLabel, MenuLinkItem, MenuTrigger } from "#components/ui/menu";
import { RelativeTime } from "#components/ui/relative-time";
import { cn } from "#lib/class-names";
import { developerPath } from "#lib/dashboard-paths";
import type { Notifications } from "#lib/notifications/list-notifications";
import type { NotificationView } from "#lib/notifications/notification-view";
import { plural } from "#lib/text/plural";

interface Props {
  workspace: string;
  notifications: Notifications;
  /** Called when the list is opened: whoever opens it has seen it. */
  onOpen: () => void;
  /** Called when it is closed again. */
  onClose: () => void;
}

/** What the reader should know about the workspace's webhooks, and how much of it is new. */
export function NotificationBell({ workspace, notifications: { data, unread }, onOpen, onClose }: Props) {
  return (
    <Menu onOpenChange={(open) => (open ? onOpen() : onClose())}>
      <MenuTrigger
        aria-label={unread > 0 ? `Notifications: ${unread} unread` : "Notifications"}
        className={cn(buttonStyle({ variant: "ghost", size: "icon" }), "relative [&_svg]:size-4")}
      >
        <Bell aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 text-[0.625rem] leading-none font-semibold text-white dark:text-black"
          >
            {unread}
          </span>
        )}
      </MenuTrigger>
      <MenuContent className="w-88">
        <MenuGroup>
          <MenuLabel>{unread > 0 ? plural(unread, "new notification", "new notifications") : "Notifications"}</MenuLabel>
          {data.map((notification) => (
            <Item key={notification.id} workspace={workspace} notification={notification} />
          ))}
        </MenuGroup>
        {data.length === 0 && (
          <p className="px-2 pb-2 text-sm text-ink-muted">Nothing to report. Webhooks that keep failing appear here.</p>
        )}
      </MenuContent>
    </Menu>
  );
}

function Item({ workspace, notification }: { workspace: string; notification: NotificationView }) {
  const { webhookId, text, createdAt, read } = notification;
  return (
    <MenuLinkItem render={<Link href={developerPath(workspace, "webhooks", webhookId)} />} closeOnClick>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className={cn("wrap-anywhere", !read && "font-medium")}>{text}</span>
        <span className="text-xs text-ink-muted">
          {!read && "New, "}
          <RelativeTime date={createdAt} />
        </span>
      </span>
    </MenuLinkItem>
  );
}

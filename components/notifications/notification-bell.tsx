"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonStyle } from "#components/ui/button";
import { Popover } from "#components/ui/popover";
import { RelativeTime } from "#components/ui/relative-time";
import { cn } from "#lib/class-names";
import type { Notifications } from "#lib/notifications/list-notifications";
import { notificationPath } from "#lib/notifications/notification-path";
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

/** What the reader should know about the workspace's webhooks, keys and replays, and how much of it is new. */
export function NotificationBell({ workspace, notifications: { data, unread }, onOpen, onClose }: Props) {
  const [open, setOpen] = useState(false);
  function change(next: boolean) {
    setOpen(next);
    if (next) onOpen();
    else onClose();
  }
  return (
    <Popover
      open={open}
      onOpenChange={change}
      title={unread > 0 ? plural(unread, "new notification", "new notifications") : "Notifications"}
      className="w-88"
      triggerLabel={unread > 0 ? `Notifications: ${unread} unread` : "Notifications"}
      triggerClassName={cn(buttonStyle({ variant: "ghost", size: "icon" }), "relative [&_svg]:size-4")}
      trigger={
        <>
          <Bell aria-hidden />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 text-[0.625rem] leading-none font-semibold text-white dark:text-black"
            >
              {unread}
            </span>
          )}
        </>
      }
    >
      {data.length === 0 && (
        <p className="px-2 pb-2 text-sm text-ink-muted">
          Nothing to report. Webhooks that keep failing, keys that are about to expire and replays that have ended
          appear here.
        </p>
      )}
      <ul>
        {data.map((notification) => (
          <Item
            key={notification.id}
            workspace={workspace}
            notification={notification}
            onFollow={() => change(false)}
          />
        ))}
      </ul>
    </Popover>
  );
}

function Item(props: { workspace: string; notification: NotificationView; onFollow: () => void }) {
  const { text, createdAt, read } = props.notification;
  return (
    <li>
      <Link
        href={notificationPath(props.workspace, props.notification)}
        onClick={props.onFollow}
        className="grid gap-0.5 rounded px-2 py-1.5 text-sm hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className={cn("wrap-anywhere", !read && "font-medium")}>{text}</span>
        <span className="text-xs text-ink-muted">
          {!read && "New, "}
          <RelativeTime date={createdAt} />
        </span>
      </Link>
    </li>
  );
}

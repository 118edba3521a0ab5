"use client";

import { NotificationBell } from "#components/notifications/notification-bell";
import { usePalette } from "#components/palette/use-palette";
import { Frame } from "#components/shell/frame";
import { type ShellProps, SidebarContent } from "#components/shell/sidebar";
import { usePolledJson } from "#components/use-polled-json";
import type { ActionResult } from "#lib/actions/action-result";
import { dataPath } from "#lib/dashboard-paths";
import type { Notifications } from "#lib/notifications/list-notifications";

const NOTIFICATIONS_EVERY_MS = 60_000;

interface Props extends ShellProps {
  children: React.ReactNode;
  notifications: Notifications;
  /** Notes that the reader has seen what there is. */
  readNotifications: () => Promise<ActionResult<void>>;
}

/** The frame of every workspace page. */
export function Shell({ children, notifications: initial, readNotifications, ...shell }: Props) {
  const { slug } = shell.workspace;
  const notifications = usePolledJson<Notifications>(
    dataPath(slug, "notifications"),
    () => NOTIFICATIONS_EVERY_MS,
    initial,
  );
  const { button, palette } = usePalette(shell.workspace, shell.memberships);
  const bell = (
    <>
      {button}
      <NotificationBell
        workspace={slug}
        notifications={notifications.data ?? initial}
        onOpen={() => void readNotifications().catch(() => null)}
        onClose={notifications.refresh}
      />
    </>
  );
  return (
    <Frame
      title={shell.workspace.name}
      navigationTitle="Settings"
      bell={bell}
      sidebar={({ inSheet, onNavigate }) => (
        <SidebarContent {...shell} {...(!inSheet && { bell })} {...(onNavigate && { onNavigate })} />
      )}
    >
      {children}
      {palette}
    </Frame>
  );
}

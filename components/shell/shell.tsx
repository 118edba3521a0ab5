"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import { NotificationBell } from "#components/notifications/notification-bell";
import { LogoMark } from "#components/shell/logo";
import { type ShellProps, SidebarContent } from "#components/shell/sidebar";
import { Button } from "#components/ui/button";
import { Sheet } from "#components/ui/sheet";
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

/** The frame of every workspace page: a sidebar that becomes a sheet on narrow windows. */
export function Shell({ children, notifications: initial, readNotifications, ...shell }: Props) {
  const [open, setOpen] = useState(false);
  const { slug } = shell.workspace;
  const notifications = usePolledJson<Notifications>(
    dataPath(slug, "notifications"),
    () => NOTIFICATIONS_EVERY_MS,
    initial,
  );
  const bell = (
    <NotificationBell
      workspace={slug}
      notifications={notifications.data ?? initial}
      onOpen={() => void readNotifications().catch(() => null)}
      onClose={notifications.refresh}
    />
  );
  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      {/* biome-ignore lint/a11y/useValidAnchor: it is a link, and works as one before this page is interactive */}
      <a
        href="#main"
        onClick={(event) => {
          // The browser alone would lose its place when the page streams in or hydrates meanwhile.
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
        className="sr-only z-70 rounded-md bg-primary px-3 py-2 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh w-58 shrink-0 border-r bg-sunken lg:block">
        <SidebarContent {...shell} bell={bell} />
      </aside>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-canvas px-2 lg:hidden">
        <Button variant="ghost" size="icon" aria-label="Open navigation" onClick={() => setOpen(true)}>
          <MenuIcon aria-hidden />
        </Button>
        <LogoMark className="size-5" />
        <span className="flex-1 truncate font-semibold">{shell.workspace.name}</span>
        {bell}
      </header>
      <Sheet open={open} onOpenChange={setOpen} title="Settings" side="left" modal className="w-72 bg-sunken">
        <SidebarContent {...shell} onNavigate={() => setOpen(false)} />
      </Sheet>
      <main
        id="main"
        tabIndex={-1}
        className="w-full max-w-[120rem] min-w-0 flex-1 px-4 pt-4 pb-16 outline-none sm:px-6 lg:px-8"
      >
        {children}
      </main>
    </div>
  );
}

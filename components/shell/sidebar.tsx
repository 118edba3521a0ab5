"use client";

import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { DEVELOPER_PAGES, WORKSPACE_PAGES } from "#components/shell/navigation";
import { UserMenu } from "#components/shell/user-menu";
import { type Membership, WorkspaceSwitcher } from "#components/shell/workspace-switcher";
import { cn } from "#lib/class-names";
import { developerPath, settingsPath } from "#lib/dashboard-paths";
import { may } from "#lib/permissions/permissions";

export interface ShellProps {
  workspace: Membership;
  memberships: Membership[];
  user: { name: string; email: string };
}

interface Props extends ShellProps {
  /** Beside the workspace's name, where there is no header for it. */
  bell?: React.ReactNode;
  onNavigate?: () => void;
}

interface ItemProps {
  href: string;
  label: string;
  icon: LucideIcon;
  onNavigate: (() => void) | undefined;
}

function NavigationItem({ href, label, icon: Icon, onNavigate }: ItemProps) {
  const pathname = usePathname();
  const active = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <li>
      <Link
        href={href}
        aria-current={active ? "page" : undefined}
        onClick={() => onNavigate?.()}
        className={cn(
          "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-ink-soft transition-colors hover:bg-hover focus-visible:-outline-offset-2",
          active && "bg-hover font-medium text-ink",
        )}
      >
        <Icon aria-hidden className={cn("size-4 text-ink-muted", active && "text-accent")} />
        {label}
      </Link>
    </li>
  );
}

export function SidebarContent({ workspace, memberships, user, bell, onNavigate }: Props) {
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 p-3">
      <div className="flex items-center gap-1">
        <WorkspaceSwitcher current={workspace} memberships={memberships} />
        {bell}
      </div>
      <nav aria-label="Settings" className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-2 pb-1 text-xs text-ink-muted">Developers</p>
        <ul className="grid gap-px">
          {DEVELOPER_PAGES.map(({ segment, ...page }) => (
            <NavigationItem
              key={segment}
              {...page}
              href={developerPath(workspace.slug, segment)}
              onNavigate={onNavigate}
            />
          ))}
        </ul>
        <p className="px-2 pt-4 pb-1 text-xs text-ink-muted">Workspace</p>
        <ul className="grid gap-px">
          {WORKSPACE_PAGES.filter(({ permission }) => may(workspace.role, permission)).map(
            ({ segment, label, icon }) => (
              <NavigationItem
                key={segment}
                label={label}
                icon={icon}
                href={settingsPath(workspace.slug, segment)}
                onNavigate={onNavigate}
              />
            ),
          )}
        </ul>
      </nav>
      <UserMenu user={user} role={workspace.role} />
    </div>
  );
}

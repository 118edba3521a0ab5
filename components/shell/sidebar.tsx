"use client";

import { NavLink } from "#components/shell/nav-link";
import { navigationOf } from "#components/shell/navigation";
import { type MenuUser, UserMenu } from "#components/shell/user-menu";
import { type Membership, WorkspaceSwitcher } from "#components/shell/workspace-switcher";

export interface ShellProps {
  workspace: Membership;
  memberships: Membership[];
  user: MenuUser;
}

interface Props extends ShellProps {
  /** Beside the workspace's name, where there is no header for it. */
  bell?: React.ReactNode;
  onNavigate?: () => void;
}

export function SidebarContent({ workspace, memberships, user, bell, onNavigate }: Props) {
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 p-3">
      <div className="flex items-center gap-1">
        <WorkspaceSwitcher current={workspace} memberships={memberships} />
        {bell}
      </div>
      <nav aria-label="Settings" className="min-h-0 flex-1 overflow-y-auto">
        {navigationOf(workspace.slug, workspace.role).map(({ label: group, pages }) => (
          <div key={group} className="pb-4">
            <p className="px-2 pb-1 text-xs text-ink-muted">{group}</p>
            <ul className="grid gap-px">
              {pages.map((page) => (
                <NavLink key={page.label} {...page} onNavigate={onNavigate} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <UserMenu user={user} role={workspace.role} />
    </div>
  );
}

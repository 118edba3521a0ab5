"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { NAVIGATION } from "#components/shell/navigation";
import { UserMenu } from "#components/shell/user-menu";
import { type Membership, WorkspaceSwitcher } from "#components/shell/workspace-switcher";
import { cn } from "#lib/class-names";

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

export function SidebarContent({ workspace, memberships, user, bell, onNavigate }: Props) {
  const pathname = usePathname();
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 p-3">
      <div className="flex items-center gap-1">
        <WorkspaceSwitcher current={workspace} memberships={memberships} />
        {bell}
      </div>
      <nav aria-label="Settings" className="min-h-0 flex-1 overflow-y-auto">
        {NAVIGATION.map(({ label: group, pages }) => (
          <div key={group} className="pb-4">
            <p className="px-2 pb-1 text-xs text-ink-muted">{group}</p>
            <ul className="grid gap-px">
              {pages.map(({ label, icon: Icon, href: hrefOf }) => {
                const href = hrefOf(workspace.slug);
                const active = pathname === href || pathname.startsWith(`${href}/`);
                return (
                  <li key={label}>
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
              })}
            </ul>
          </div>
        ))}
      </nav>
      <UserMenu user={user} role={workspace.role} />
    </div>
  );
}

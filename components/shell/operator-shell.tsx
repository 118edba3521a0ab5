"use client";

import { Building2, Cog, HeartPulse, KeyRound, Package, ScrollText, SlidersHorizontal, Users } from "lucide-react";
import { Frame } from "#components/shell/frame";
import { LogoMark } from "#components/shell/logo";
import { NavLink } from "#components/shell/nav-link";
import { type MenuUser, UserMenu } from "#components/shell/user-menu";
import { operatorPath } from "#lib/dashboard-paths";

/** The pages for operators of the instance, in the order of the sidebar. */
const OPERATOR_PAGES = [
  { section: "products", label: "Products", icon: Package },
  { section: "workspaces", label: "Workspaces", icon: Building2 },
  { section: "health", label: "Health", icon: HeartPulse },
  { section: "engine", label: "Engine", icon: Cog },
  { section: "keys", label: "Operator keys", icon: KeyRound },
  { section: "people", label: "People", icon: Users },
  { section: "audit-log", label: "Audit log", icon: ScrollText },
  { section: "settings", label: "Settings", icon: SlidersHorizontal },
] as const;

const ROLE = "Operator";

/** The frame of the pages for people who operate this instance, beside any workspace. */
export function OperatorShell({ user, children }: { user: MenuUser; children: React.ReactNode }) {
  return (
    <Frame
      title="Operator"
      navigationTitle="Operator"
      sidebar={({ onNavigate }) => <OperatorSidebar user={user} onNavigate={onNavigate} />}
    >
      {children}
    </Frame>
  );
}

function OperatorSidebar({ user, onNavigate }: { user: MenuUser; onNavigate: (() => void) | undefined }) {
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 p-3">
      <div className="flex items-center gap-2 p-1.5">
        <LogoMark className="size-7" />
        <span className="min-w-0">
          <span className="block truncate text-sm font-semibold">Posthorn</span>
          <span className="block truncate text-xs text-ink-muted">This instance</span>
        </span>
      </div>
      <nav aria-label="Operator" className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-2 pb-1 text-xs text-ink-muted">Operator</p>
        <ul className="grid gap-px">
          {OPERATOR_PAGES.map(({ section, label, icon }) => (
            <NavLink key={section} href={operatorPath(section)} label={label} icon={icon} onNavigate={onNavigate} />
          ))}
        </ul>
      </nav>
      <UserMenu user={user} role={ROLE} operating />
    </div>
  );
}

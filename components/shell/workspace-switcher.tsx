"use client";

import { ChevronsUpDown } from "lucide-react";
import { LogoMark } from "#components/shell/logo";
import { MenuButton } from "#components/ui/menu-button";
import { onDemand } from "#components/ui/on-demand";
import type { Role } from "#prisma/client";

export interface Membership {
  slug: string;
  name: string;
  product: string;
  role: Role;
  suspended?: boolean;
}

const WorkspaceItems = onDemand(() =>
  import("#components/shell/workspace-items").then((module) => module.WorkspaceItems),
);

export function WorkspaceSwitcher({ current, memberships }: { current: Membership; memberships: Membership[] }) {
  return (
    <MenuButton
      label={`Workspace: ${current.name}. Switch workspace`}
      className="flex min-w-0 flex-1 items-center gap-2 rounded-md p-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
      popupClassName="w-60"
      preload={WorkspaceItems.preload}
      trigger={
        <>
          <LogoMark className="size-7" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-semibold">{current.name}</span>
            <span className="block truncate text-xs text-ink-muted">
              {current.product === current.name ? "Workspace" : current.product}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-muted" />
        </>
      }
    >
      <WorkspaceItems current={current} memberships={memberships} />
    </MenuButton>
  );
}

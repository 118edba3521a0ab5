"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { LogoMark } from "#components/shell/logo";
import { Menu, MenuContent, MenuGroup, MenuLabel, MenuLinkItem, MenuTrigger } from "#components/ui/menu";
import type { Role } from "#prisma/client";

export interface Membership {
  slug: string;
  name: string;
  product: string;
  role: Role;
  suspended?: boolean;
}

export function WorkspaceSwitcher({ current, memberships }: { current: Membership; memberships: Membership[] }) {
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Workspace: ${current.name}. Switch workspace`}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-md p-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
      >
        <LogoMark className="size-7" />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-semibold">{current.name}</span>
          <span className="block truncate text-xs text-ink-muted">
            {current.product === current.name ? "Workspace" : current.product}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 text-ink-muted" />
      </MenuTrigger>
      <MenuContent className="w-60">
        <MenuGroup>
          <MenuLabel>Workspaces</MenuLabel>
          {memberships.map(({ slug, name, product, suspended }) => (
            <MenuLinkItem key={slug} render={<Link href={`/${slug}`} />} closeOnClick>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{name}</span>
                {suspended && <span className="block text-xs text-warn">Suspended</span>}
                {product !== name && !suspended && (
                  <span className="block truncate text-xs text-ink-muted">{product}</span>
                )}
              </span>
              {slug === current.slug && <Check aria-label="Current" className="text-accent!" />}
            </MenuLinkItem>
          ))}
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}

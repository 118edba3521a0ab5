"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import type { Membership } from "#components/shell/workspace-switcher";
import { MenuGroup, MenuLabel, MenuLinkItem } from "#components/ui/menu";

/** The items of the workspace switcher. */
export function WorkspaceItems({ current, memberships }: { current: Membership; memberships: Membership[] }) {
  return (
    <MenuGroup>
      <MenuLabel>Workspaces</MenuLabel>
      {memberships.map(({ slug, name, product, suspended }) => (
        <MenuLinkItem key={slug} render={<Link href={`/${slug}`} />} closeOnClick>
          <span className="min-w-0 flex-1">
            <span className="block truncate">{name}</span>
            {suspended && <span className="block text-xs text-warn">Suspended</span>}
            {product !== name && !suspended && <span className="block truncate text-xs text-ink-muted">{product}</span>}
          </span>
          {slug === current.slug && <Check aria-label="Current" className="text-accent!" />}
        </MenuLinkItem>
      ))}
    </MenuGroup>
  );
}

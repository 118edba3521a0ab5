"use client";

import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#lib/class-names";

/** A page in the sidebar, marked while the reader is on it or below it. */
export function NavLink(props: {
  href: string;
  label: string;
  icon: LucideIcon;
  onNavigate?: (() => void) | undefined;
}) {
  const { href, label, icon: Icon, onNavigate } = props;
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

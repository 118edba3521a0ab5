"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { linkTabs } from "#components/ui/tabs";

/** The pages of one thing, as tabs. A tab stays marked on the pages below its own; `label` names the thing. */
export function LinkTabs(props: { label: string; base: string; tabs: { segment: string; label: string }[] }) {
  const { label: thing, base, tabs } = props;
  const pathname = decodeURIComponent(usePathname());
  return (
    <nav aria-label={thing} className={`${linkTabs.list} mb-5`}>
      {tabs.map(({ segment, label }) => {
        const href = segment ? `${base}/${segment}` : base;
        const path = decodeURIComponent(href);
        const active = pathname === path || (segment !== "" && pathname.startsWith(`${path}/`));
        return (
          <Link key={segment} href={href} aria-current={active ? "page" : undefined} className={linkTabs.tab(active)}>
            {label}
          </Link>
        );
      })}
    </nav>
  );
}

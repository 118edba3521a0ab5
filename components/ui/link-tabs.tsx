"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { linkTabs } from "#components/ui/tabs";

interface Props {
  /** What the tabs are about. */
  label: string;
  base: string;
  tabs: { segment: string; label: string }[];
}

/** The pages of one thing, as tabs. */
export function LinkTabs({ label: about, base, tabs }: Props) {
  const pathname = usePathname();
  return (
    <nav aria-label={about} className={`${linkTabs.list} mb-5`}>
      {tabs.map(({ segment, label }) => {
        const href = segment ? `${base}/${segment}` : base;
        const active = decodeURIComponent(pathname) === decodeURIComponent(href);
        return (
          <Link key={segment} href={href} aria-current={active ? "page" : undefined} className={linkTabs.tab(active)}>
            {label}
          </Link>
        );
      })}
    </nav>
  );
}

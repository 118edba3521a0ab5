"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { linkTabs } from "#components/ui/tabs";

/** The pages of one webhook, as tabs. */
export function WebhookTabs({ base, tabs }: { base: string; tabs: { segment: string; label: string }[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Webhook" className={`${linkTabs.list} mb-5`}>
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

import { Activity, BookOpen, Inbox, Settings, Webhook, Zap } from "lucide-react";
import { developerPath, settingsPath } from "#lib/dashboard-paths";

/** The pages of the sidebar, by group, in their order. `href` is given the workspace's slug. */
export const NAVIGATION = [
  {
    label: "Developers",
    pages: [
      { label: "Webhooks", icon: Webhook, href: (slug: string) => developerPath(slug, "webhooks") },
      { label: "Deliveries", icon: Activity, href: (slug: string) => developerPath(slug, "deliveries") },
      { label: "Events", icon: Zap, href: (slug: string) => developerPath(slug, "events") },
      { label: "Event catalogue", icon: BookOpen, href: (slug: string) => developerPath(slug, "catalogue") },
      { label: "Inspector", icon: Inbox, href: (slug: string) => developerPath(slug, "inspector") },
    ],
  },
  {
    label: "Workspace",
    pages: [{ label: "General", icon: Settings, href: (slug: string) => settingsPath(slug, "workspace") }],
  },
] as const;

import { Activity, BookOpen, Inbox, Webhook, Zap } from "lucide-react";

/** The pages under Settings > Developers, in the order of the sidebar. */
export const DEVELOPER_PAGES = [
  { segment: "webhooks", label: "Webhooks", icon: Webhook },
  { segment: "deliveries", label: "Deliveries", icon: Activity },
  { segment: "events", label: "Events", icon: Zap },
  { segment: "catalogue", label: "Event catalogue", icon: BookOpen },
  { segment: "inspector", label: "Inspector", icon: Inbox },
] as const;

export type DeveloperPage = (typeof DEVELOPER_PAGES)[number]["segment"];

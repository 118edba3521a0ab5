import { Activity, BookOpen, Inbox, ScrollText, ShieldCheck, Users, Webhook, Zap } from "lucide-react";
import type { Permission } from "#lib/permissions/permissions";

/** The pages under Settings > Developers, in the order of the sidebar. */
export const DEVELOPER_PAGES = [
  { segment: "webhooks", label: "Webhooks", icon: Webhook },
  { segment: "deliveries", label: "Deliveries", icon: Activity },
  { segment: "events", label: "Events", icon: Zap },
  { segment: "catalogue", label: "Event catalogue", icon: BookOpen },
  { segment: "inspector", label: "Inspector", icon: Inbox },
] as const;

/** The pages about the workspace itself. */
export const WORKSPACE_PAGES = [
  { segment: "members", label: "Members", icon: Users, permission: "members:read" },
  { segment: "roles", label: "Roles", icon: ShieldCheck, permission: "members:read" },
  { segment: "audit-log", label: "Audit log", icon: ScrollText, permission: "audit:read" },
] as const satisfies readonly { segment: string; label: string; icon: typeof Users; permission: Permission }[];

export type DeveloperPage = (typeof DEVELOPER_PAGES)[number]["segment"];

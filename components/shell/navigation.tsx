import {
  Activity,
  Blocks,
  BookOpen,
  Inbox,
  KeyRound,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
  Webhook,
  Zap,
} from "lucide-react";
import { developerPath, settingsPath } from "#lib/dashboard-paths";
import { may, type Permission } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

interface NavigationPage {
  label: string;
  icon: typeof Inbox;
  href: string;
}

/** The pages of the sidebar that a role is led to, by group, in their order. */
export function navigationOf(slug: string, role: Role): { label: string; pages: NavigationPage[] }[] {
  const page = (label: string, icon: typeof Inbox, href: string, permission: Permission): NavigationPage[] =>
    may(role, permission) ? [{ label, icon, href }] : [];
  return [
    {
      label: "Developers",
      pages: [
        ...page("Webhooks", Webhook, developerPath(slug, "webhooks"), "webhooks:read"),
        ...page("Deliveries", Activity, developerPath(slug, "deliveries"), "deliveries:read"),
        ...page("Events", Zap, developerPath(slug, "events"), "events:read"),
        ...page("Event catalogue", BookOpen, developerPath(slug, "catalogue"), "events:read"),
        ...page("Integrations", Blocks, developerPath(slug, "integrations"), "integrations:read"),
        ...page("API keys", KeyRound, developerPath(slug, "keys"), "integrations:read"),
        ...page("Inspector", Inbox, developerPath(slug, "inspector"), "inboxes:read"),
      ],
    },
    {
      label: "Workspace",
      pages: [
        ...page("General", Settings, settingsPath(slug, "workspace"), "workspace:read"),
        ...page("Members", Users, settingsPath(slug, "members"), "members:read"),
        ...page("Roles", ShieldCheck, settingsPath(slug, "roles"), "members:read"),
        ...page("Audit log", ScrollText, settingsPath(slug, "audit-log"), "audit:read"),
      ],
    },
  ];
}

import type { Permission } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

/** What each role is for, in a sentence. */
export const ROLE_WORDS: Record<Role, string> = {
  owner: "Everything, including other owners and deleting the workspace.",
  admin: "Everything but owners and deleting the workspace.",
  developer: "Creates and runs webhooks, replays, tests.",
  viewer: "Reads webhooks and logs, changes nothing.",
};

/** What each permission allows, as people say it. */
export const PERMISSION_WORDS: Record<Permission, string> = {
  "webhooks:read": "See webhooks and their health",
  "webhooks:write": "Create, change, pause and delete webhooks",
  "webhooks:assign": "Give a webhook another owner",
  "secrets:reveal": "Reveal signing secrets",
  "secrets:rotate": "Rotate signing secrets",
  "events:read": "Read events",
  "events:test": "Send test events",
  "deliveries:read": "Read deliveries and attempts",
  "deliveries:replay": "Replay and cancel deliveries",
  "inboxes:read": "See the Inspector's inboxes",
  "inboxes:write": "Create and change inboxes",
  "integrations:read": "See integrations and API keys",
  "integrations:write": "Create integrations, make and revoke API keys",
  "members:read": "See who the members are",
  "members:write": "Invite, remove, change roles",
  "owners:write": "Make, change and remove owners",
  "audit:read": "Read and export the audit log",
  "workspace:read": "See the workspace's settings",
  "workspace:write": "Change the workspace's settings",
  "workspace:delete": "Delete the workspace",
};

/** Permissions as the table of roles shows them. */
export const PERMISSION_GROUPS: readonly { title: string; permissions: readonly Permission[] }[] = [
  {
    title: "Webhooks",
    permissions: ["webhooks:read", "webhooks:write", "webhooks:assign", "secrets:reveal", "secrets:rotate"],
  },
  {
    title: "Events and deliveries",
    permissions: ["events:read", "deliveries:read", "deliveries:replay", "events:test"],
  },
  {
    title: "Inspector and integrations",
    permissions: ["inboxes:read", "inboxes:write", "integrations:read", "integrations:write"],
  },
  {
    title: "Workspace",
    permissions: [
      "members:read",
      "members:write",
      "owners:write",
      "audit:read",
      "workspace:read",
      "workspace:write",
      "workspace:delete",
    ],
  },
];

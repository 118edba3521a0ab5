import type { Role } from "#prisma/client";

/** Roles from least to most, as the database orders them. */
export const ROLES = ["viewer", "developer", "admin", "owner"] as const satisfies readonly Role[];

/** The lowest role that may do each thing. Pages, actions, API and Inspector all read this table. */
export const PERMISSIONS = {
  "webhooks:read": "viewer",
  "webhooks:write": "developer",
  "webhooks:assign": "admin",
  "secrets:reveal": "developer",
  "secrets:rotate": "developer",
  "events:read": "viewer",
  "events:test": "developer",
  "deliveries:read": "viewer",
  "deliveries:replay": "developer",
  "inboxes:read": "viewer",
  "inboxes:write": "developer",
  "integrations:read": "viewer",
  "integrations:write": "admin",
  "members:read": "viewer",
  "members:write": "admin",
  "owners:write": "owner",
  "audit:read": "admin",
  "workspace:read": "viewer",
  "workspace:write": "admin",
  "workspace:delete": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether `role` is at least `floor`. */
export function roleAtLeast(role: Role, floor: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(floor);
}

/**
 * Whether a role may do something. `owns` says whether the thing concerned is the actor's own: developers reveal and
 * rotate the secrets of webhooks they own, admins those of all.
 */
export function may(role: Role, permission: Permission, owns = true): boolean {
  if (!roleAtLeast(role, PERMISSIONS[permission])) return false;
  const ownOnly = permission === "secrets:reveal" || permission === "secrets:rotate";
  return !ownOnly || owns || roleAtLeast(role, "admin");
}

import { PERMISSIONS, type Permission, roleAtLeast } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

/**
 * The role whose powers a key's scopes may use: an admin's at most, and never more than whoever made it has now. Once they
 * are no longer a member, a viewer's. A key that nobody made (the demo's, an operator's) has those of an admin.
 *
 * @param makerRole their present role; null when they are no member
 */
export function keyRole(createdById: string | null, makerRole: Role | null): Role {
  if (!createdById) return "admin";
  const role = makerRole ?? "viewer";
  return roleAtLeast(role, "admin") ? "admin" : role;
}

/** Whether a key has scopes that it can't use with this role. */
export function isLimited(scopes: readonly string[], role: Role): boolean {
  return scopes.some((scope) =>
    scope === "*" ? !roleAtLeast(role, "admin") : !roleAtLeast(role, PERMISSIONS[scope as Permission] ?? "viewer"),
  );
}

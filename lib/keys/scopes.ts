import { PERMISSIONS, type Permission, roleAtLeast } from "#lib/permissions/permissions";

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** What a workspace's API key may be allowed to do: `*` is all of it. What takes an owner is left to people. */
export const KEY_SCOPES = [
  "*",
  ...PERMISSION_NAMES.filter((permission) => roleAtLeast("admin", PERMISSIONS[permission])),
] as const;

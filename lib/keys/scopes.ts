import { PERMISSIONS, type Permission } from "#lib/permissions/permissions";

/** What a workspace's API key may be allowed to do: any permission, or everything an admin may. */
export const KEY_SCOPES = ["*", ...(Object.keys(PERMISSIONS) as Permission[])] as const;

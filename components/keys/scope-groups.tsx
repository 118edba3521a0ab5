import { PERMISSION_GROUPS, PERMISSION_WORDS } from "#lib/permissions/role-words";

/** Scopes as a form offers them. */
export interface ScopeGroup {
  title: string;
  scopes: readonly { value: string; words: string }[];
}

/** The scopes of a workspace's API keys, of which only those are offered that the reader may give away. */
export function workspaceScopes(grantable: readonly string[]): ScopeGroup[] {
  return PERMISSION_GROUPS.map(({ title, permissions }) => ({
    title,
    scopes: permissions
      .filter((permission) => grantable.includes(permission))
      .map((permission) => ({ value: permission, words: PERMISSION_WORDS[permission] })),
  })).filter(({ scopes }) => scopes.length > 0);
}

/** A list that a key can read with each scope, most telling first. */
const LISTS = [
  ["webhooks:read", "/webhooks"],
  ["deliveries:read", "/deliveries"],
  ["events:read", "/events"],
  ["integrations:read", "/integrations"],
  ["inboxes:read", "/inboxes"],
  ["members:read", "/members"],
  ["audit:read", "/audit-log"],
  ["workspace:read", "/workspace"],
] as const;

/** A command that tries a key, or null where it may read nothing. */
export function curlFor(url: string, token: string, scopes: readonly string[]): string | null {
  const list = LISTS.find(([scope]) => scopes.includes("*") || scopes.includes(scope));
  return list ? `curl ${url}/api/v1${list[1]} \\\n  -H "Authorization: Bearer ${token}"` : null;
}

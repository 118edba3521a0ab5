type Section = "webhooks" | "deliveries" | "events" | "catalogue" | "inspector" | "integrations" | "keys";

/** Where a page of Settings > Developers lives, e.g. `developerPath("acme", "webhooks", webhook.id)`. */
export function developerPath(workspace: string, section: Section, ...rest: string[]): string {
  return [`/${workspace}/settings/developers`, section, ...rest.map(encodeURIComponent)].join("/");
}

/** Where a page of the settings beside Developers lives, e.g. `settingsPath("acme", "members")`. */
export function settingsPath(workspace: string, section: "workspace" | "members" | "roles" | "audit-log"): string {
  return `/${workspace}/settings/${section}`;
}

type OperatorSection = "products" | "workspaces" | "health" | "engine" | "keys" | "people" | "audit-log" | "settings";

/** Where a page for operators of the instance lives, e.g. `operatorPath("workspaces", "acme")`. */
export function operatorPath(section: OperatorSection, ...rest: string[]): string {
  return ["/operator", section, ...rest.map(encodeURIComponent)].join("/");
}

/** Where operators' client components read from (app/api/operator). */
export function operatorDataPath(section: OperatorSection, ...rest: string[]): string {
  return ["/api/operator", section, ...rest.map(encodeURIComponent)].join("/");
}

/** Where a member of a suspended workspace is told so. */
export function suspendedPath(workspace: string): string {
  return `/suspended/${encodeURIComponent(workspace)}`;
}

/** Where whoever holds an invitation's token accepts it. */
export function invitationPath(token: string): string {
  return `/invite/${encodeURIComponent(token)}`;
}

/** Where whoever holds a mailed link's token signs in. */
export function signInLinkPath(token: string): string {
  return `/sign-in/link/${encodeURIComponent(token)}`;
}

/** Where whoever holds such a token sets a new password. */
export function passwordLinkPath(token: string): string {
  return `/sign-in/password/${encodeURIComponent(token)}`;
}

/** Where whoever started Posthorn makes the first operator's account. */
export function setupPath(token: string): string {
  return withQuery("/setup", { token });
}

/** A path with those of the given parameters that have a value. */
export function withQuery(path: string, parameters: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Where the dashboard's client components read JSON from (app/api/dashboard). */
export function dataPath(workspace: string, ...rest: string[]): string {
  return ["/api/dashboard", workspace, ...rest]
    .map((part, index) => (index ? encodeURIComponent(part) : part))
    .join("/");
}

/** A path of our own, or `/` for anything that would lead elsewhere. */
export function ownPath(path: string | null | undefined): string {
  const base = "http://posthorn.invalid";
  const url = path?.startsWith("/") && URL.canParse(path, base) ? new URL(path, base) : null;
  return url?.origin === base ? url.pathname + url.search : "/";
}

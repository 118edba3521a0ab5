type Section = "webhooks" | "deliveries" | "events" | "catalogue" | "inspector";

/** Where a page of Settings > Developers lives, e.g. `developerPath("acme", "webhooks", webhook.id)`. */
export function developerPath(workspace: string, section: Section, ...rest: string[]): string {
  return [`/${workspace}/settings/developers`, section, ...rest.map(encodeURIComponent)].join("/");
}

/** The deliveries list, narrowed by its URL filters; an open delivery is one of them. */
export function deliveriesPath(workspace: string, filters: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams(Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return `${developerPath(workspace, "deliveries")}${query.size > 0 ? `?${query}` : ""}`;
}

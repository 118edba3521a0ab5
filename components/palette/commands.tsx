import { ArrowLeftRight, Blocks, KeyRound, Plus, Send, Webhook, Zap } from "lucide-react";
import { navigationOf } from "#components/shell/navigation";
import type { Membership } from "#components/shell/workspace-switcher";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import type { JumpTarget } from "#lib/jump/find-targets";
import { may } from "#lib/permissions/permissions";

export interface Command {
  key: string;
  group: "Go to" | "Webhooks" | "Integrations" | "Found" | "Do" | "Workspaces";
  title: string;
  detail?: string;
  icon: typeof Plus;
  href: string;
}

/** The pages and actions there are, and the reader's other workspaces. */
export function fixedCommands(workspace: Membership, memberships: Membership[]): Command[] {
  const { slug, role } = workspace;
  const pages = navigationOf(slug, role).flatMap(({ label: group, pages: own }) =>
    own.map((page) => ({ group, ...page })),
  );
  return [
    ...(may(role, "integrations:write")
      ? [action("Create integration", Plus, withQuery(developerPath(slug, "integrations"), { create: "1" }))]
      : []),
    ...(role === "viewer" ? [] : [action("Create webhook", Plus, developerPath(slug, "webhooks", "new"))]),
    action("Show failed deliveries", Send, withQuery(developerPath(slug, "deliveries"), { status: "failed" })),
    action("Watch deliveries live", Send, withQuery(developerPath(slug, "deliveries"), { live: "true" })),
    ...pages.map(
      ({ group, label, icon, href }): Command => ({
        key: href,
        group: "Go to",
        title: label,
        detail: group,
        icon,
        href,
      }),
    ),
    ...memberships
      .filter((other) => other.slug !== slug)
      .map(
        (other): Command => ({
          key: `workspace ${other.slug}`,
          group: "Workspaces",
          title: other.name,
          detail: other.product,
          icon: ArrowLeftRight,
          href: developerPath(other.slug, "webhooks"),
        }),
      ),
  ];
}

const action = (title: string, icon: typeof Plus, href: string): Command => ({
  key: title,
  group: "Do",
  title,
  icon,
  href,
});

const TARGETS = {
  webhook: { group: "Webhooks", icon: Webhook },
  delivery: { group: "Found", icon: Send },
  event: { group: "Found", icon: Zap },
  integration: { group: "Integrations", icon: Blocks },
  key: { group: "Integrations", icon: KeyRound },
} as const;

/** What kind of thing it is, where the icon does not say it. */
const PREFIXES: Partial<Record<JumpTarget["kind"], string>> = { delivery: "Delivery ", event: "Event ", key: "Key " };

/** What the server found, as commands that lead there. */
export function targetCommand(slug: string, { kind, id, title, detail }: JumpTarget): Command {
  const href = {
    delivery: () => withQuery(developerPath(slug, "deliveries"), { q: id, delivery: id }),
    webhook: () => developerPath(slug, "webhooks", id),
    event: () => developerPath(slug, "events", id),
    integration: () => developerPath(slug, "integrations", id),
    key: () => withQuery(developerPath(slug, "keys"), { q: id }),
  }[kind]();
  return { key: id, title: `${PREFIXES[kind] ?? ""}${title}`, detail, href, ...TARGETS[kind] };
}

/** Those with every word of the text in them. */
export function matching(commands: Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ title, detail = "" }) => {
    const all = `${title} ${detail}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

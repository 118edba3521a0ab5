/** A page of the documentation that is a Markdown file of the repository. */
export interface Guide {
  slug: string;
  /** From the repository's root. */
  file: string;
  title: string;
  /** For whom, or what is in it. */
  summary: string;
}

/** The guides in reading order. Their first heading is their title. */
export const GUIDES: readonly Guide[] = [
  {
    slug: "publish",
    file: "docs/guide/publish.md",
    title: "Publish events",
    summary: "For whoever writes the backend: from nothing to a signed webhook at a customer.",
  },
  {
    slug: "receive",
    file: "docs/guide/receive.md",
    title: "Receive webhooks",
    summary: "For whoever writes the receiver: verify in nine languages, answer, never lose one.",
  },
  {
    slug: "events",
    file: "docs/guide/events.md",
    title: "Design events",
    summary: "Names, contents, schemas and change: what one can't take back later.",
  },
  {
    slug: "retries",
    file: "docs/guide/retries.md",
    title: "Retries and failures",
    summary: "What counts as delivered, when it is tried again, and what a receiver can say.",
  },
  {
    slug: "security",
    file: "docs/guide/security.md",
    title: "Security",
    summary: "Signatures and secrets, addresses, roles, and what is kept how.",
  },
  {
    slug: "profiles",
    file: "docs/profiles.md",
    title: "A product of your own",
    summary:
      "For whoever runs Posthorn: body, headers, signature and retries as receivers see them, every field explained.",
  },
];

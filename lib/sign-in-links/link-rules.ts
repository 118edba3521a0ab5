import type { SignInLink } from "#prisma/client";

/** What a mailed link is for: to sign in, or to set a password. */
export const LINK_PURPOSES = ["sign-in", "password"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** How long a mailed link works. */
export const LINK_MINUTES = 15;

/** When a link made now ends. */
export function linkEnd(now = Date.now()): Date {
  return new Date(now + LINK_MINUTES * 60_000);
}

/** What whoever holds a link may know. */
export type LinkOffer = Pick<SignInLink, "email" | "target">;

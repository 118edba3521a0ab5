import "server-only";
import { z } from "zod";
import type { Authenticated } from "#lib/auth/authenticate";
import { limitAddress } from "#lib/auth/limit-sign-in";
import { SignInRefusal } from "#lib/auth/sign-in-refusal";
import { db, type Transaction } from "#lib/database/client";
import type { Visitor } from "#lib/sessions/start-session";
import type { LinkOffer, LinkPurpose } from "#lib/sign-in-links/link-rules";
import { oneTimeTokenHash } from "#lib/tokens/one-time-token";
import { findByProvenAddress } from "#lib/users/find-by-address";

const Token = z.string().min(1).max(128);

/**
 * Signs somebody in by a mailed link, which works no more from then on.
 *
 * @throws {SignInRefusal} `link` for one that was used, has expired, or never was one
 * @throws {AppError} `rate_limited`
 */
export async function spendSignInLink(token: unknown, visitor: Visitor): Promise<Authenticated> {
  limitAddress("token-address", visitor.address);
  return db().$transaction(async (tx) => {
    const link = await takeLink(tx, "sign-in", token);
    const name = link.email.split("@")[0] ?? link.email;
    const person = await findByProvenAddress(tx, { email: link.email, name }, visitor);
    // The account was deleted, or the invitation revoked, since.
    if (!person) throw new SignInRefusal("link");
    return person;
  });
}

/** What a link is about, or null as above. Looking uses nothing up: mail scanners open links too, but press no buttons. */
export function readLink(purpose: LinkPurpose, token: string): Promise<LinkOffer | null> {
  return db().signInLink.findFirst({
    where: { purpose, tokenHash: oneTimeTokenHash(token), expiresAt: { gt: new Date() } },
    select: { email: true, target: true },
  });
}

/** Of two who use the same link, the second waits here and finds it gone. @throws {SignInRefusal} `link` */
export async function takeLink(tx: Transaction, purpose: LinkPurpose, token: unknown): Promise<LinkOffer> {
  const parsed = Token.safeParse(token);
  const link = parsed.success
    ? await tx.signInLink.findFirst({
        where: { purpose, tokenHash: oneTimeTokenHash(parsed.data), expiresAt: { gt: new Date() } },
        select: { id: true, email: true, target: true },
      })
    : null;
  const taken = link && (await tx.signInLink.deleteMany({ where: { id: link.id } }));
  if (!link || taken?.count !== 1) throw new SignInRefusal("link");
  return link;
}

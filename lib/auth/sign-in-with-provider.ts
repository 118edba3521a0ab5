import "server-only";
import { recordSession } from "#lib/audit/record-session";
import type { Authenticated } from "#lib/auth/authenticate";
import type { ProviderId } from "#lib/auth/provider-settings";
import { ProviderClaims } from "#lib/auth/providers";
import { SignInRefusal } from "#lib/auth/sign-in-refusal";
import { db, type Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import type { Visitor } from "#lib/sessions/start-session";
import { findByProvenAddress } from "#lib/users/find-by-address";
import { Email, PersonName } from "#lib/users/user-schema";

/**
 * The person behind an account at a provider. The first time it is found by its address, which the provider must have
 * verified, and is linked; from then on it is found by the issuer's own name for it, whatever its address becomes.
 *
 * @param answer what the provider says, after next-auth has checked that it is meant for this browser and for us
 * @throws {SignInRefusal} `stranger` for who has neither an account nor an invitation, `unverified`
 */
export async function signInWithProvider(
  provider: ProviderId,
  answer: unknown,
  visitor: Visitor,
): Promise<Authenticated> {
  const parsed = ProviderClaims.safeParse(answer);
  if (!parsed.success) throw new SignInRefusal("incomplete");
  const claims = parsed.data;
  return db().$transaction(async (tx) => {
    const linked = await useLink(tx, claims);
    if (linked) return linked;
    const email = Email.safeParse(claims.email ?? "");
    if (!email.success || claims.email_verified !== true) throw new SignInRefusal("unverified");
    const name = nameOf(claims, email.data);
    const person = await findByProvenAddress(tx, { email: email.data, name }, visitor);
    if (!person) throw new SignInRefusal("stranger");
    const { iss: issuer, sub: subject } = claims;
    const label = labelOf(claims);
    await tx.linkedAccount.create({ data: { id: newId(), userId: person.id, provider, issuer, subject, label } });
    await recordSession(person, "account.linked", visitor, { provider, account: label }, tx);
    return person;
  });
}

async function useLink(tx: Transaction, claims: ProviderClaims): Promise<Authenticated | null> {
  const row = await tx.linkedAccount.findUnique({
    where: { issuer_subject: { issuer: claims.iss, subject: claims.sub } },
    select: { id: true, user: { select: { id: true, name: true, sessionVersion: true } } },
  });
  if (!row) return null;
  await tx.linkedAccount.update({
    where: { id: row.id },
    data: { lastUsedAt: new Date(), label: labelOf(claims) },
  });
  return row.user;
}

const MAX_LABEL = 100;

/** Somebody else's text: it is only shown. PostgreSQL can't hold every character of it. */
function labelOf({ email, name, sub }: ProviderClaims): string {
  return (email || name || sub).toWellFormed().replaceAll("\0", "").slice(0, MAX_LABEL);
}

function nameOf(claims: ProviderClaims, email: string): string {
  const given = PersonName.safeParse(claims.name?.toWellFormed().replaceAll("\0", "") ?? "");
  return given.success ? given.data : (email.split("@")[0] ?? email);
}

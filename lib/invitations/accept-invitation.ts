import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { newId, parseId, publicId } from "#lib/ids";
import { type InvitationKey, type OpenInvitation, openInvitation } from "#lib/invitations/find-invitation";
import { isMailProof } from "#lib/invitations/mail-proof";
import { hashPassword } from "#lib/users/password";
import { NewPassword, PersonName } from "#lib/users/user-schema";

/** A person's new account, made while accepting an invitation. */
const AccountInput = z.strictObject({ name: PersonName, password: NewPassword });
export type AccountInput = z.input<typeof AccountInput>;

interface Person {
  id: string;
  name: string;
  email: string;
}

type RequestFacts = WorkspaceContext["request"];

/**
 * Makes a signed-in person a member, and uses the invitation up.
 *
 * @returns the workspace's slug
 * @throws {AppError} `not_found` for a link that does not work any more; `forbidden` for somebody else's invitation
 */
export async function acceptInvitation(person: Person, token: string, request: RequestFacts): Promise<string> {
  return accept(person, { token }, request);
}

/**
 * The same without its link, for somebody whose address is proven to be theirs: whoever made the account may have had no
 * more than an invitation from somebody else.
 *
 * @throws {AppError} `not_found` for one that is not for them, too
 */
export async function acceptOwnInvitation(person: Person, id: string, request: RequestFacts): Promise<string> {
  const uuid = parseId("invitation", id);
  const proven = await db().user.findFirst({
    where: { id: person.id, emailVerifiedAt: { not: null } },
    select: { id: true },
  });
  if (!uuid || !proven) throw expired();
  return accept(person, { id: uuid, email: person.email }, request);
}

async function accept(person: Person, key: InvitationKey, request: RequestFacts): Promise<string> {
  return db().$transaction(async (tx) => {
    const invitation = await take(tx, key);
    if (invitation.email !== person.email) {
      throw new AppError(
        "forbidden",
        `This invitation is for ${invitation.email}; you are signed in as ${person.email}.`,
      );
    }
    return join(tx, invitation, person, request);
  });
}

/**
 * Makes an account for the invited address, and a member of it. The link stands for the address here: it was mailed there,
 * or handed over by an admin who vouches for it.
 *
 * @param proof what only the mailed link has (`mailProof`); without it the address counts as unproven
 * @returns the workspace's slug and the address to sign in with
 * @throws {AppError} `not_found` as above; `conflict` when there is such an account, whose owner must sign in;
 * `invalid_input`
 */
export async function joinByInvitation(
  token: string,
  proof: string | null,
  input: AccountInput,
  request: RequestFacts,
): Promise<{ slug: string; email: string }> {
  const { name, password } = parseInput(AccountInput, input);
  const offer = await openInvitation(db(), { token });
  if (!offer) throw expired();
  if (password.toLowerCase() === offer.email) {
    throw invalidInput([{ path: "password", message: "must not be the e-mail address" }]);
  }
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    const invitation = await take(tx, { token });
    const { email } = invitation;
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
      throw new AppError("conflict", `There is an account for ${email} already. Sign in to accept.`);
    }
    const person = { id: newId(), name, email };
    const emailVerifiedAt = isMailProof(token, proof) ? new Date() : null;
    await tx.user.create({ data: { ...person, passwordHash, emailVerifiedAt } });
    return { slug: await join(tx, invitation, person, request), email };
  });
}

/** Of two people who open the same link, the second waits here and finds it used. */
async function take(tx: Transaction, key: InvitationKey): Promise<OpenInvitation> {
  const invitation = await openInvitation(tx, key);
  const taken = invitation && (await tx.invitation.deleteMany({ where: { id: invitation.id } }));
  if (!invitation || taken?.count !== 1) throw expired();
  return invitation;
}

async function join(
  tx: Transaction,
  { role, email, workspace }: OpenInvitation,
  person: Person,
  request: RequestFacts,
): Promise<string> {
  const { product: _, ...facts } = workspace;
  const ctx: WorkspaceContext = { actor: { type: "user", ...person }, workspace: facts, role, request };
  await tx.member.createMany({
    data: { workspaceId: workspace.id, userId: person.id, role },
    // Somebody who has become a member meanwhile stays what they are.
    skipDuplicates: true,
  });
  await recordAudit(tx, ctx, {
    action: "member.joined",
    target: { type: "member", id: publicId("user", person.id), name: person.name },
    after: { role, email },
  });
  return workspace.slug;
}

function expired(): AppError {
  return new AppError("not_found", "This invitation was used or revoked, or has expired. Ask for a new one.");
}

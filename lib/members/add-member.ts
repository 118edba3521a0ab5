import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { createInvitation, type InvitationInput } from "#lib/invitations/create-invitation";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import { spend } from "#lib/limits/spend";
import { lockMembers } from "#lib/members/lock-members";
import { MEMBER_VIEW, type MemberView, memberView } from "#lib/members/member-view";
import { ROLES } from "#lib/permissions/permissions";
import { Email, PersonName } from "#lib/users/user-schema";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

export const NewMember = z
  .strictObject({
    email: Email.meta({ description: "Who." }),
    role: z.enum(ROLES, "must be viewer, developer, admin or owner"),
    direct: z.boolean("must be true or false").default(false).meta({
      description:
        "Make them a member at once, for addresses that your product has verified: without an account, one is made, which they enter by a sign-in provider or a mailed link. Otherwise they are invited.",
    }),
    name: PersonName.optional().meta({ description: "What a new account is called. Default: the address." }),
  })
  .meta({ id: "NewMember" });
export type NewMember = z.input<typeof NewMember>;

/** Exactly one of them is there. */
export interface AddedMember {
  member: MemberView | null;
  invitation: SentInvitation | null;
}

/** Invites somebody to a workspace of the instance. @param ref its public id or slug @throws {AppError} as `addMember` */
export async function inviteMember(ctx: OperatorContext, ref: string, input: InvitationInput): Promise<SentInvitation> {
  requireOperatorPermission(ctx, "workspaces:write");
  return createInvitation(await operateWorkspace(ctx, ref), input);
}

/**
 * Adds somebody to a workspace of the instance: as a member at once, or by an invitation.
 *
 * @param ref the workspace's public id or slug
 * @throws {AppError} `not_found`, `invalid_input`; `conflict` for who is a member or invited already, `rate_limited`
 */
export async function addMember(ctx: OperatorContext, ref: string, input: NewMember): Promise<AddedMember> {
  requireOperatorPermission(ctx, "workspaces:write");
  const { email, role, direct, name } = parseInput(NewMember, input);
  if (!direct) return { member: null, invitation: await inviteMember(ctx, ref, { email, role }) };
  const owner = await operateWorkspace(ctx, ref);
  spend(owner, "invite");
  const workspaceId = owner.workspace.id;
  const member = await db().$transaction(async (tx) => {
    await lockMembers(tx, owner);
    const user = await tx.user.upsert({
      where: { email },
      create: { id: newId(), email, name: name ?? email },
      update: {},
      select: { id: true, name: true },
    });
    const { count } = await tx.member.createMany({
      data: { workspaceId, userId: user.id, role },
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError("conflict", `${email} is a member already.`);
    await tx.invitation.deleteMany({ where: { workspaceId, email } });
    await recordAudit(tx, owner, {
      action: "member.added",
      target: { type: "member", id: publicId("user", user.id), name: user.name },
      after: { role, email },
    });
    return tx.member.findUniqueOrThrow({
      where: { workspaceId_userId: { workspaceId, userId: user.id } },
      select: MEMBER_VIEW,
    });
  });
  return { member: memberView(member), invitation: null };
}

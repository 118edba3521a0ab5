import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { AppError, notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { MEMBER_VIEW, type MemberRow } from "#lib/members/member-view";

/** Who belongs to a workspace changes one change at a time: two owners who demote each other must not both succeed. */
export async function lockMembers(tx: Transaction, ctx: WorkspaceContext): Promise<void> {
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${ctx.workspace.id}::uuid FOR NO KEY UPDATE`;
}

/** @throws {AppError} `not_found` when nobody of this public user id is a member */
export async function findMember(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<MemberRow> {
  const userId = parseId("user", id);
  const row = userId
    ? await tx.member.findUnique({
        where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId } },
        select: MEMBER_VIEW,
      })
    : null;
  if (!row) throw notFound("member");
  return row;
}

/** @throws {AppError} `conflict` when this member is the only owner */
export async function requireAnotherOwner(tx: Transaction, ctx: WorkspaceContext, member: MemberRow): Promise<void> {
  if (member.role !== "owner") return;
  const others = await tx.member.count({
    where: { workspaceId: ctx.workspace.id, role: "owner", userId: { not: member.userId } },
  });
  if (others > 0) return;
  throw new AppError("conflict", "A workspace needs an owner. Make somebody else an owner first.");
}

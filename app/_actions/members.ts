"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { changeRole } from "#lib/members/change-role";
import type { MemberView } from "#lib/members/member-view";
import { leaveWorkspace, removeMember } from "#lib/members/remove-member";
import { transferOwnership } from "#lib/members/transfer-ownership";
import type { Role } from "#prisma/client";

const Id = z.string().max(64);

export async function changeRoleAction(workspace: string, id: string, role: Role): Promise<ActionResult<MemberView>> {
  return changeWorkspace(workspace, (ctx) => changeRole(ctx, Id.parse(id), { role }));
}

export async function removeMemberAction(workspace: string, id: string): Promise<ActionResult<void>> {
  return changeWorkspace(workspace, (ctx) => removeMember(ctx, Id.parse(id)));
}

export async function leaveWorkspaceAction(workspace: string): Promise<ActionResult<void>> {
  return inWorkspace(workspace, leaveWorkspace);
}

export async function transferOwnershipAction(workspace: string, id: string): Promise<ActionResult<void>> {
  return changeWorkspace(workspace, (ctx) => transferOwnership(ctx, Id.parse(id)));
}

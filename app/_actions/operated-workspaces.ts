"use server";

import { asOperator } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import type { InvitationInput } from "#lib/invitations/create-invitation";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import type { KeyInput } from "#lib/keys/key-schema";
import type { KeyView } from "#lib/keys/key-view";
import { inviteMember } from "#lib/members/add-member";
import { createOperatedKey } from "#lib/workspaces/create-operated-key";
import { type CreatedWorkspace, createWorkspace } from "#lib/workspaces/create-workspace";
import { deleteOperated } from "#lib/workspaces/delete-workspace";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";
import { resumeWorkspace, suspendWorkspace } from "#lib/workspaces/suspend-workspace";
import { updateOperated } from "#lib/workspaces/update-operated";
import type { SuspensionInput, WorkspaceInput } from "#lib/workspaces/workspace-input";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";

export async function createWorkspaceAction(input: WorkspaceInput): Promise<ActionResult<CreatedWorkspace>> {
  return asOperator((ctx) => createWorkspace(ctx, input));
}

export async function updateOperatedAction(
  ref: string,
  input: WorkspacePatch,
): Promise<ActionResult<OperatedWorkspace>> {
  return asOperator((ctx) => updateOperated(ctx, ref, input));
}

export async function suspendWorkspaceAction(
  ref: string,
  input: SuspensionInput,
): Promise<ActionResult<OperatedWorkspace>> {
  return asOperator((ctx) => suspendWorkspace(ctx, ref, input));
}

export async function resumeWorkspaceAction(ref: string): Promise<ActionResult<OperatedWorkspace>> {
  return asOperator((ctx) => resumeWorkspace(ctx, ref));
}

export async function deleteOperatedAction(ref: string, confirm: string): Promise<ActionResult<void>> {
  return asOperator((ctx) => deleteOperated(ctx, ref, { confirm }));
}

export async function inviteMemberAction(ref: string, input: InvitationInput): Promise<ActionResult<SentInvitation>> {
  return asOperator((ctx) => inviteMember(ctx, ref, input));
}

export async function createOperatedKeyAction(
  ref: string,
  input: KeyInput,
): Promise<ActionResult<{ key: KeyView; token: string }>> {
  return asOperator((ctx) => createOperatedKey(ctx, ref, input));
}

"use server";

import { z } from "zod";
import { asPerson, asVisitor, changeWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import {
  type AccountInput,
  acceptInvitation,
  acceptOwnInvitation,
  joinByInvitation,
} from "#lib/invitations/accept-invitation";
import { createInvitation, type InvitationInput } from "#lib/invitations/create-invitation";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import { renewInvitation } from "#lib/invitations/renew-invitation";
import { revokeInvitation } from "#lib/invitations/revoke-invitation";

const Id = z.string().max(64);
const Token = z.string().max(128);

export async function createInvitationAction(
  workspace: string,
  input: InvitationInput,
): Promise<ActionResult<SentInvitation>> {
  return changeWorkspace(workspace, (ctx) => createInvitation(ctx, input));
}

export async function renewInvitationAction(workspace: string, id: string): Promise<ActionResult<SentInvitation>> {
  return changeWorkspace(workspace, (ctx) => renewInvitation(ctx, Id.parse(id)));
}

export async function revokeInvitationAction(workspace: string, id: string): Promise<ActionResult<void>> {
  return changeWorkspace(workspace, (ctx) => revokeInvitation(ctx, Id.parse(id)));
}

/** @returns the slug of the workspace joined */
export async function acceptInvitationAction(token: string): Promise<ActionResult<string>> {
  return asPerson((user, request) => acceptInvitation(user, Token.parse(token), request));
}

/** @returns the slug of the workspace joined */
export async function acceptOwnInvitationAction(id: string): Promise<ActionResult<string>> {
  return asPerson((user, request) => acceptOwnInvitation(user, Id.parse(id), request));
}

export async function joinByInvitationAction(
  token: string,
  proof: string | null,
  input: AccountInput,
): Promise<ActionResult<{ slug: string; email: string }>> {
  return asVisitor((request) => joinByInvitation(Token.parse(token), proof && Token.parse(proof), input, request));
}

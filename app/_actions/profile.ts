"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { asPerson } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { endAllSessions, endSession } from "#lib/sessions/end-sessions";
import { changePassword, type PasswordInput } from "#lib/users/change-password";
import { unlinkAccount } from "#lib/users/linked-accounts";
import { type ProfileInput, updateProfile } from "#lib/users/update-profile";

const Id = z.string().max(64);

export async function updateProfileAction(input: ProfileInput): Promise<ActionResult<void>> {
  const result = await asPerson((user) => updateProfile(user, input));
  if (result.ok) refresh();
  return result;
}

export async function changePasswordAction(input: PasswordInput): Promise<ActionResult<void>> {
  return asPerson((user, request) => changePassword(user, input, request));
}

export async function endSessionAction(id: string): Promise<ActionResult<void>> {
  const result = await asPerson((user, request) => endSession(user, Id.parse(id), request));
  if (result.ok) refresh();
  return result;
}

export async function unlinkAccountAction(id: string): Promise<ActionResult<void>> {
  const result = await asPerson((user, request) => unlinkAccount(user, Id.parse(id), request));
  if (result.ok) refresh();
  return result;
}

export async function endAllSessionsAction(): Promise<ActionResult<void>> {
  return asPerson(endAllSessions);
}

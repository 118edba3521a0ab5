"use server";

import { asOperator } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { type InstancePatch, type InstanceSettings, updateInstanceSettings } from "#lib/instance/instance-settings";
import { createOperatorKey } from "#lib/keys/create-operator-key";
import type { OperatorKeyInput, RotateKeyInput } from "#lib/keys/key-schema";
import type { OperatorKeyView } from "#lib/keys/key-view";
import { revokeOperatorKey } from "#lib/keys/revoke-operator-key";
import { rotateOperatorKey } from "#lib/keys/rotate-operator-key";
import { type AddedOperator, addOperator, type OperatorInput } from "#lib/operators/add-operator";
import { removeOperator } from "#lib/operators/remove-operator";
import { resetOperator } from "#lib/operators/reset-operator";
import { signOutOperator } from "#lib/operators/sign-out-operator";
import type { PasswordLink } from "#lib/sign-in-links/password-link";

export async function addOperatorAction(input: OperatorInput): Promise<ActionResult<AddedOperator>> {
  return asOperator((ctx) => addOperator(ctx, input));
}

export async function removeOperatorAction(id: string): Promise<ActionResult<void>> {
  return asOperator((ctx) => removeOperator(ctx, id));
}

export async function signOutOperatorAction(id: string): Promise<ActionResult<void>> {
  return asOperator((ctx) => signOutOperator(ctx, id));
}

export async function resetOperatorAction(id: string): Promise<ActionResult<PasswordLink>> {
  return asOperator((ctx) => resetOperator(ctx, id));
}

export async function createOperatorKeyAction(
  input: OperatorKeyInput,
): Promise<ActionResult<{ key: OperatorKeyView; token: string }>> {
  return asOperator((ctx) => createOperatorKey(ctx, input));
}

export async function rotateOperatorKeyAction(
  id: string,
  input: RotateKeyInput,
): Promise<ActionResult<{ key: OperatorKeyView; token: string }>> {
  return asOperator(async (ctx) => {
    const { key, token } = await rotateOperatorKey(ctx, id, input);
    return { key, token };
  });
}

export async function revokeOperatorKeyAction(id: string): Promise<ActionResult<OperatorKeyView>> {
  return asOperator((ctx) => revokeOperatorKey(ctx, id));
}

export async function updateInstanceAction(input: InstancePatch): Promise<ActionResult<InstanceSettings>> {
  return asOperator((ctx) => updateInstanceSettings(ctx, input));
}

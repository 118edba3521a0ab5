"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { createKey } from "#lib/keys/create-key";
import type { KeyInput, KeyPatch, RotateKeyInput } from "#lib/keys/key-schema";
import type { KeyView } from "#lib/keys/key-view";
import { revokeKey } from "#lib/keys/revoke-key";
import { rotateKey } from "#lib/keys/rotate-key";
import { updateKey } from "#lib/keys/update-key";

const Id = z.string().max(64);

// Making and rotating leave the page as it is: to render it anew could take away the dialog that shows the key.

export async function createKeyAction(
  workspace: string,
  input: KeyInput,
): Promise<ActionResult<{ key: KeyView; token: string }>> {
  return inWorkspace(workspace, (ctx) => createKey(ctx, input));
}

export async function rotateKeyAction(
  workspace: string,
  id: string,
  input: RotateKeyInput,
): Promise<ActionResult<{ key: KeyView; token: string; previous: KeyView }>> {
  return inWorkspace(workspace, (ctx) => rotateKey(ctx, Id.parse(id), input));
}

export async function updateKeyAction(workspace: string, id: string, input: KeyPatch): Promise<ActionResult<KeyView>> {
  return changeWorkspace(workspace, (ctx) => updateKey(ctx, Id.parse(id), input));
}

export async function revokeKeyAction(workspace: string, id: string): Promise<ActionResult<KeyView>> {
  return changeWorkspace(workspace, (ctx) => revokeKey(ctx, Id.parse(id)));
}

import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { createKey } from "#lib/keys/create-key";
import type { KeyInput } from "#lib/keys/key-schema";
import type { KeyView } from "#lib/keys/key-view";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

/** Makes an API key of a workspace, for the backend that serves it. @throws {AppError} `not_found`, `invalid_input` */
export async function createOperatedKey(
  ctx: OperatorContext,
  ref: string,
  input: KeyInput,
): Promise<{ key: KeyView; token: string }> {
  requireOperatorPermission(ctx, "workspaces:write");
  return createKey(await operateWorkspace(ctx, ref), input);
}

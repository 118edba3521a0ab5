import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { readOperated } from "#lib/workspaces/get-operated";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";

/** Changes the given settings of a workspace, as its admins may. @throws {AppError} as `updateWorkspace` */
export async function updateOperated(
  ctx: OperatorContext,
  ref: string,
  input: WorkspacePatch,
): Promise<OperatedWorkspace> {
  requireOperatorPermission(ctx, "workspaces:write");
  await updateWorkspace(await operateWorkspace(ctx, ref), input);
  return readOperated(ref);
}

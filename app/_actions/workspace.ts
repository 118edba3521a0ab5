"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { deleteWorkspace } from "#lib/workspaces/delete-workspace";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";
import type { WorkspaceView } from "#lib/workspaces/workspace-view";

export async function updateWorkspaceAction(
  workspace: string,
  input: WorkspacePatch,
): Promise<ActionResult<WorkspaceView>> {
  return changeWorkspace(workspace, (ctx) => updateWorkspace(ctx, input));
}

export async function deleteWorkspaceAction(workspace: string, name: string): Promise<ActionResult<void>> {
  return inWorkspace(workspace, (ctx) => deleteWorkspace(ctx, { name: z.string().max(200).parse(name) }));
}

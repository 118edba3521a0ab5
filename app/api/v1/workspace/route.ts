import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { getWorkspace } from "#lib/workspaces/get-workspace";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";

export const GET = workspaceRoute("workspace:read", async ({ ctx }) => Response.json(await getWorkspace(ctx)));

export const PATCH = workspaceRoute("workspace:write", async ({ ctx, request }) =>
  Response.json(await updateWorkspace(ctx, await readJson<WorkspacePatch>(request))),
);

import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { getWorkspace } from "#lib/workspaces/get-workspace";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const get = workspaceRoute("workspace:read", async ({ ctx }) => Response.json(await getWorkspace(ctx)));

const patch = workspaceRoute("workspace:write", async ({ ctx, request }) =>
  Response.json(await updateWorkspace(ctx, await readJson<WorkspacePatch>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch });

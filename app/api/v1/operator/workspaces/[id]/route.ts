import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { type DeleteConfirmation, deleteOperated } from "#lib/workspaces/delete-workspace";
import { getOperated } from "#lib/workspaces/get-operated";
import { updateOperated } from "#lib/workspaces/update-operated";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const get = operatorRoute<{ id: string }>("workspaces:read", async ({ ctx, params }) =>
  Response.json(await getOperated(ctx, params.id)),
);

const patch = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, request, params }) =>
  Response.json(await updateOperated(ctx, params.id, await readJson<WorkspacePatch>(request))),
);

const remove = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, request, params }) => {
  await deleteOperated(ctx, params.id, readQuery<DeleteConfirmation>(request));
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch, DELETE: remove });

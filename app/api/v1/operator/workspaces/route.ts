import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { flatInvitation } from "#lib/invitations/invitation-view";
import { createWorkspace } from "#lib/workspaces/create-workspace";
import { listOperated } from "#lib/workspaces/list-operated";
import type { WorkspaceFilters, WorkspaceInput } from "#lib/workspaces/workspace-input";

const get = operatorRoute("workspaces:read", async ({ ctx, request }) =>
  Response.json(await listOperated(ctx, readQuery<WorkspaceFilters>(request))),
);

const post = operatorRoute("workspaces:write", async ({ ctx, request }) => {
  const { workspace, invitation, apiKey } = await createWorkspace(ctx, await readJson<WorkspaceInput>(request));
  return Response.json({ ...workspace, invitation: invitation && flatInvitation(invitation), apiKey }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

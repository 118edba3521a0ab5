import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { resumeWorkspace } from "#lib/workspaces/suspend-workspace";

const post = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, params }) =>
  Response.json(await resumeWorkspace(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

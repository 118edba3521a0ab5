import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { suspendWorkspace } from "#lib/workspaces/suspend-workspace";
import type { SuspensionInput } from "#lib/workspaces/workspace-input";

const post = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, request, params }) =>
  Response.json(await suspendWorkspace(ctx, params.id, await readJson<SuspensionInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

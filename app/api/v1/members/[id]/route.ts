import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { changeRole, type RoleInput } from "#lib/members/change-role";
import { removeMember } from "#lib/members/remove-member";

const patch = workspaceRoute<{ id: string }>("members:write", async ({ ctx, request, params }) =>
  Response.json(await changeRole(ctx, params.id, await readJson<RoleInput>(request))),
);

const remove = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  await removeMember(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ PATCH: patch, DELETE: remove });

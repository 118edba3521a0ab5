import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { changeRole, type RoleInput } from "#lib/members/change-role";
import { removeMember } from "#lib/members/remove-member";

export const PATCH = workspaceRoute<{ id: string }>("members:write", async ({ ctx, request, params }) =>
  Response.json(await changeRole(ctx, params.id, await readJson<RoleInput>(request))),
);

export const DELETE = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  await removeMember(ctx, params.id);
  return new Response(null, { status: 204 });
});

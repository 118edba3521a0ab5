import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { listMembers } from "#lib/members/list-members";

const get = workspaceRoute("members:read", async ({ ctx }) =>
  Response.json({ data: await listMembers(ctx), nextCursor: null }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { workspaceRoute } from "#lib/http/routes";
import { listMembers } from "#lib/members/list-members";

export const GET = workspaceRoute("members:read", async ({ ctx }) =>
  Response.json({ data: await listMembers(ctx), nextCursor: null }),
);

import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";
import { listMembers } from "#lib/members/list-members";
import { memberOrder } from "#lib/members/member-view";

const get = workspaceRoute("members:read", async ({ ctx, request }) =>
  Response.json(pageOf(await listMembers(ctx), readQuery(request), memberOrder)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { clearInbox } from "#lib/inbox/clear-inbox";
import { type InboxRequestFilters, listInboxRequests } from "#lib/inbox/list-inbox-requests";

const get = workspaceRoute<{ id: string }>("inboxes:read", async ({ ctx, request, params }) =>
  Response.json(await listInboxRequests(ctx, params.id, readQuery<InboxRequestFilters>(request))),
);

const remove = workspaceRoute<{ id: string }>("inboxes:write", async ({ ctx, params }) => {
  await clearInbox(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, DELETE: remove });

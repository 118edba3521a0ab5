import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { getInbox } from "#lib/inbox/get-inbox";

const get = workspaceRoute<{ id: string }>("inboxes:read", async ({ ctx, params }) =>
  Response.json(await getInbox(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

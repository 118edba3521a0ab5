import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";
import { createInbox, type InboxInput } from "#lib/inbox/create-inbox";
import { listInboxes } from "#lib/inbox/list-inboxes";

const get = workspaceRoute("inboxes:read", async ({ ctx, request }) =>
  Response.json(pageOf(await listInboxes(ctx), readQuery(request), ({ id }) => [id])),
);

const post = workspaceRoute("inboxes:write", async ({ ctx, request }) =>
  Response.json(await createInbox(ctx, await readJson<InboxInput>(request)), { status: 201 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

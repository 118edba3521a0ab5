import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import type { InboxAnswerInput } from "#lib/inbox/answer";
import { configureInbox } from "#lib/inbox/configure-inbox";

const put = workspaceRoute<{ id: string }>("inboxes:write", async ({ ctx, request, params }) =>
  Response.json(await configureInbox(ctx, params.id, await readJson<InboxAnswerInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ PUT: put });

import { versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";

const post = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, params }) =>
  versionResponse(await pauseWebhook(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

import { readJson } from "#lib/http/body";
import { expectedVersions, versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import type { WebhookPatch } from "#lib/webhooks/webhook-schema";

const get = workspaceRoute<{ id: string }>("webhooks:read", async ({ ctx, params }) =>
  versionResponse(await getWebhook(ctx, params.id)),
);

const patch = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, request, params }) =>
  versionResponse(
    await updateWebhook(ctx, params.id, await readJson<WebhookPatch>(request), {
      expectedVersion: expectedVersions(request),
    }),
  ),
);

const remove = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, request, params }) => {
  await deleteWebhook(ctx, params.id, { expectedVersion: expectedVersions(request) });
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch, DELETE: remove });

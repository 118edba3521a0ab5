import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import type { WebhookPatch } from "#lib/webhooks/webhook-schema";

export const GET = workspaceRoute<{ id: string }>("webhooks:read", async ({ ctx, params }) =>
  Response.json(await getWebhook(ctx, params.id)),
);

export const PATCH = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, request, params }) =>
  Response.json(await updateWebhook(ctx, params.id, await readJson<WebhookPatch>(request))),
);

export const DELETE = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, params }) => {
  await deleteWebhook(ctx, params.id);
  return new Response(null, { status: 204 });
});

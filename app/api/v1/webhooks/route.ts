import { readJson, readQuery } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { listWebhooks, type WebhookFilters } from "#lib/webhooks/list-webhooks";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";

export const GET = workspaceRoute("webhooks:read", async ({ ctx, request }) =>
  Response.json(await listWebhooks(ctx, readQuery<WebhookFilters>(request))),
);

export const POST = workspaceRoute("webhooks:write", async ({ ctx, request }) => {
  const { webhook, secret, secrets } = await createWebhook(ctx, await readJson<WebhookInput>(request));
  return Response.json({ ...webhook, secret, secrets }, { status: 201 });
});

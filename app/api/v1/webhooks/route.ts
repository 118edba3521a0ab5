import { readJson, readQuery } from "#lib/http/body";
import { versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { listWebhooks, type WebhookFilters } from "#lib/webhooks/list-webhooks";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";

const get = workspaceRoute("webhooks:read", async ({ ctx, request }) =>
  Response.json(await listWebhooks(ctx, readQuery<WebhookFilters>(request))),
);

const post = workspaceRoute("webhooks:write", async ({ ctx, request }) => {
  const { webhook, secret, secrets } = await createWebhook(ctx, await readJson<WebhookInput>(request));
  return versionResponse({ ...webhook, secret, secrets }, 201);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

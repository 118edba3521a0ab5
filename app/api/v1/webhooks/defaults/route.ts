import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { webhookDefaults } from "#lib/webhooks/webhook-defaults";

const get = workspaceRoute("webhooks:read", async ({ ctx }) => Response.json(await webhookDefaults(ctx)));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

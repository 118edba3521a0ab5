import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { createIntegration } from "#lib/integrations/create-integration";
import type { IntegrationInput } from "#lib/integrations/integration-schema";
import { type IntegrationFilters, listIntegrations } from "#lib/integrations/list-integrations";

const get = workspaceRoute("integrations:read", async ({ ctx, request }) =>
  Response.json(await listIntegrations(ctx, readQuery<IntegrationFilters>(request))),
);

const post = workspaceRoute("integrations:write", async ({ ctx, request }) =>
  Response.json(await createIntegration(ctx, await readJson<IntegrationInput>(request)), { status: 201 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

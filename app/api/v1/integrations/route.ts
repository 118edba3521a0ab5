import { readJson, readQuery } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { createIntegration, type IntegrationInput } from "#lib/integrations/create-integration";
import { type IntegrationFilters, listIntegrations } from "#lib/integrations/list-integrations";

export const GET = workspaceRoute("integrations:read", async ({ ctx, request }) =>
  Response.json(await listIntegrations(ctx, readQuery<IntegrationFilters>(request))),
);

export const POST = workspaceRoute("integrations:write", async ({ ctx, request }) =>
  Response.json(await createIntegration(ctx, await readJson<IntegrationInput>(request)), { status: 201 }),
);

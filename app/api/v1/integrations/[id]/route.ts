import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { deleteIntegration } from "#lib/integrations/delete-integration";
import { getIntegration } from "#lib/integrations/get-integration";
import type { IntegrationDeletion, IntegrationPatch } from "#lib/integrations/integration-schema";
import { updateIntegration } from "#lib/integrations/update-integration";

const get = workspaceRoute<{ id: string }>("integrations:read", async ({ ctx, params }) =>
  Response.json(await getIntegration(ctx, params.id)),
);

const patch = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, params, request }) =>
  Response.json(await updateIntegration(ctx, params.id, await readJson<IntegrationPatch>(request))),
);

const remove = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, params, request }) => {
  await deleteIntegration(ctx, params.id, readQuery<IntegrationDeletion>(request));
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch, DELETE: remove });

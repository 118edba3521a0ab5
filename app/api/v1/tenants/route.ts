import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageTenants, type TenantFilters } from "#lib/tenants/page-tenants";

const get = workspaceRoute("webhooks:read", async ({ ctx, request }) =>
  Response.json(await pageTenants(ctx, readQuery<TenantFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

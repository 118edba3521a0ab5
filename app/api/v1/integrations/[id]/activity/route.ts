import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { type ActivityFilters, listActivity } from "#lib/integrations/list-activity";

const get = workspaceRoute<{ id: string }>("audit:read", async ({ ctx, params, request }) =>
  Response.json(await listActivity(ctx, params.id, readQuery<ActivityFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

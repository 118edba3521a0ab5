import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { listVersions, type VersionFilters } from "#lib/profiles/list-versions";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, request, params }) =>
  Response.json(await listVersions(ctx, params.id, readQuery<VersionFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

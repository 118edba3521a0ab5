import { listRuns } from "#inngest/status/list-runs";
import type { RunFilters } from "#lib/engine/run-filters";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute("instance:read", async ({ ctx, request }) =>
  Response.json(await listRuns(ctx, readQuery<RunFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { type StatisticsInput, webhookStatistics } from "#lib/statistics/webhook-statistics";

const get = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, request, params }) =>
  Response.json(await webhookStatistics(ctx, params.id, readQuery<StatisticsInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

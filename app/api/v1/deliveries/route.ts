import { type DeliveryFilters, listDeliveries } from "#lib/deliveries/list-deliveries";
import { readQuery } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";

export const GET = workspaceRoute("deliveries:read", async ({ ctx, request }) =>
  Response.json(await listDeliveries(ctx, readQuery<DeliveryFilters>(request))),
);

import { type DeliveryFilters, listDeliveries } from "#lib/deliveries/list-deliveries";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("deliveries:read", async ({ ctx, request }) =>
  Response.json(await listDeliveries(ctx, readQuery<DeliveryFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

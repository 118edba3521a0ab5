import { getDelivery } from "#lib/deliveries/get-delivery";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, params }) =>
  Response.json(await getDelivery(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { getDelivery } from "#lib/deliveries/get-delivery";
import { workspaceRoute } from "#lib/http/routes";

export const GET = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, params }) =>
  Response.json(await getDelivery(ctx, params.id)),
);

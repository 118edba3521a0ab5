import { cancelDelivery } from "#lib/deliveries/cancel-delivery";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const post = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, params }) =>
  Response.json(await cancelDelivery(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

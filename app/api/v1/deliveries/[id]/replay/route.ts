import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const post = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, params }) =>
  Response.json(await replayDelivery(ctx, params.id), { status: 202 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

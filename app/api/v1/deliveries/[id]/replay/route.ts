import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { workspaceRoute } from "#lib/http/routes";

export const POST = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, params }) =>
  Response.json(await replayDelivery(ctx, params.id), { status: 202 }),
);

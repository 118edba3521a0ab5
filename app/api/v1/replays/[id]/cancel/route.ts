import { workspaceRoute } from "#lib/http/routes";
import { cancelReplay } from "#lib/replays/cancel-replay";

export const POST = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, params }) =>
  Response.json(await cancelReplay(ctx, params.id)),
);

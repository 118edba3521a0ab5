import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { cancelReplay } from "#lib/replays/cancel-replay";

const post = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, params }) =>
  Response.json(await cancelReplay(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

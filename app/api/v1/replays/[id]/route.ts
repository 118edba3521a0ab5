import { workspaceRoute } from "#lib/http/routes";
import { getReplay } from "#lib/replays/get-replay";

export const GET = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, params }) =>
  Response.json(await getReplay(ctx, params.id)),
);

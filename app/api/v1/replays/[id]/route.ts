import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { getReplay } from "#lib/replays/get-replay";

const get = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, params }) =>
  Response.json(await getReplay(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

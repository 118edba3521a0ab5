import { getEvent } from "#lib/events/get-event";
import { workspaceRoute } from "#lib/http/routes";

export const GET = workspaceRoute<{ id: string }>("events:read", async ({ ctx, params }) =>
  Response.json(await getEvent(ctx, params.id)),
);

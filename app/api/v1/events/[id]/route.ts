import { getEvent } from "#lib/events/get-event";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute<{ id: string }>("events:read", async ({ ctx, params }) =>
  Response.json(await getEvent(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

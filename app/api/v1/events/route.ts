import { type EventFilters, listEvents } from "#lib/events/list-events";
import { publish } from "#lib/events/publish-route";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("events:read", async ({ ctx, request }) =>
  Response.json(await listEvents(ctx, readQuery<EventFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: publish });

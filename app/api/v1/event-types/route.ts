import { listEventTypes } from "#lib/event-types/list-event-types";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";

const get = workspaceRoute("webhooks:read", async ({ ctx, request }) => {
  const types = await listEventTypes(ctx);
  const data = types
    .filter(({ visible }) => visible)
    .map(({ name, group, description, schema, validation, example }) => ({
      name,
      group,
      description,
      schema,
      validation,
      example: JSON.parse(example),
    }));
  return Response.json(pageOf(data, readQuery(request), ({ group, name }) => [group, name]));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

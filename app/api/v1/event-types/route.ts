import { listEventTypes } from "#lib/event-types/list-event-types";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("webhooks:read", async ({ ctx }) => {
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
  return Response.json({ data, nextCursor: null });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

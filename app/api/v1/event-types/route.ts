import { eventTypeUsage } from "#lib/event-types/event-type-usage";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("webhooks:read", async ({ ctx }) => {
  const types = (await listEventTypes(ctx)).filter(({ visible }) => visible);
  const usage = await eventTypeUsage(
    ctx,
    types.map(({ name }) => name),
  );
  return Response.json({
    data: types.map(({ name, group, description, schema, validation, example }) => ({
      name,
      group,
      description,
      schema,
      validation,
      example: JSON.parse(example),
      ...usage.get(name),
    })),
    nextCursor: null,
  });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

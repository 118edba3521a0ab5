import { eventTypeUsage } from "#lib/event-types/event-type-usage";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";

const get = workspaceRoute("webhooks:read", async ({ ctx, request }) => {
  const types = (await listEventTypes(ctx)).filter(({ visible }) => visible);
  const page = pageOf(types, readQuery(request), ({ group, name }) => [group, name]);
  const usage = await eventTypeUsage(
    ctx,
    page.data.map(({ name }) => name),
  );
  const data = page.data.map(({ name, group, description, schema, validation, example }) => ({
    name,
    group,
    description,
    schema,
    validation,
    example: JSON.parse(example),
    ...usage.get(name),
  }));
  return Response.json({ ...page, data });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

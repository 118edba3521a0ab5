import { createEventType } from "#lib/event-types/create-event-type";
import type { EventTypeFilters, EventTypeInput } from "#lib/event-types/event-type-schema";
import { pageCatalogue } from "#lib/event-types/list-catalogue";
import { eventTypeAnswer } from "#lib/event-types/product-event-types";
import { readJson, readQuery } from "#lib/http/body";
import { mapPage } from "#lib/http/cursor";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, request, params }) =>
  Response.json(mapPage(await pageCatalogue(ctx, params.id, readQuery<EventTypeFilters>(request)), eventTypeAnswer)),
);

const post = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) => {
  const type = await createEventType(ctx, params.id, await readJson<EventTypeInput>(request));
  return Response.json(eventTypeAnswer(type), { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

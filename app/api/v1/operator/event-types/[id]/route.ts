import type { EventTypePatch } from "#lib/event-types/event-type-schema";
import { getEventType } from "#lib/event-types/list-catalogue";
import { eventTypeAnswer } from "#lib/event-types/product-event-types";
import { updateEventType } from "#lib/event-types/update-event-type";
import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, params }) =>
  Response.json(eventTypeAnswer(await getEventType(ctx, params.id))),
);

const patch = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) =>
  Response.json(eventTypeAnswer(await updateEventType(ctx, params.id, await readJson<EventTypePatch>(request)))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch });

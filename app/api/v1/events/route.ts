import { acceptEvents } from "#lib/events/accept-events";
import { type EventFilters, listEvents } from "#lib/events/list-events";
import { BODY_MAX_BYTES, parsePublishBody } from "#lib/events/parse-publish";
import { idempotencyKey } from "#lib/http/answer-once";
import { readJsonText, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { publishRoute, workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("events:read", async ({ ctx, request }) =>
  Response.json(await listEvents(ctx, readQuery<EventFilters>(request))),
);

/** Publishing. The answer means that the events are committed. */
const post = publishRoute(async ({ publisher, request }) => {
  // As text: `data` is passed on exactly as it was written.
  const items = parsePublishBody(await readJsonText(request, BODY_MAX_BYTES), idempotencyKey(request));
  return Response.json({ data: await acceptEvents(publisher, items) }, { status: 202 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });

import { acceptEvents } from "#lib/events/accept-events";
import { type EventFilters, listEvents } from "#lib/events/list-events";
import { BODY_MAX_BYTES, parsePublishBody } from "#lib/events/parse-publish";
import { readJsonText, readQuery } from "#lib/http/body";
import { publishRoute, workspaceRoute } from "#lib/http/routes";

export const GET = workspaceRoute("events:read", async ({ ctx, request }) =>
  Response.json(await listEvents(ctx, readQuery<EventFilters>(request))),
);

/** Publishing. The answer means that the events are committed. */
export const POST = publishRoute(async ({ publisher, request }) => {
  // As text: `data` is passed on exactly as it was written.
  const items = parsePublishBody(await readJsonText(request, BODY_MAX_BYTES));
  return Response.json({ data: await acceptEvents(publisher, items) }, { status: 202 });
});

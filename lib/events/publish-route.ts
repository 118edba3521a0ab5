import "server-only";
import { acceptEvents } from "#lib/events/accept-events";
import { BODY_MAX_BYTES, parsePublishBody } from "#lib/events/parse-publish";
import { idempotencyKey } from "#lib/http/answer-once";
import { readJsonText } from "#lib/http/body";
import { publishRoute } from "#lib/http/routes";

/** `POST /api/v1/events`. The answer means that the events are committed. */
export const publish = publishRoute(async ({ publisher, request }) => {
  // As text: `data` is passed on exactly as it was written.
  const items = parsePublishBody(await readJsonText(request, BODY_MAX_BYTES), idempotencyKey(request));
  return Response.json({ data: await acceptEvents(publisher, items) }, { status: 202 });
});

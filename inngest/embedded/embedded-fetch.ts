import "server-only";
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { sendEvents } from "#inngest/embedded/send-events";

/**
 * A `fetch` for the SDK's client that answers the event API out of Postgres, so that `inngest.send()` and
 * `step.sendEvent()` need no server. Any other Inngest API is refused.
 */
export function embeddedFetch(pool: () => Pool): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (!pathname.startsWith("/e/") || typeof init?.body !== "string") {
      throw new Error(`The embedded Inngest engine has no API at ${pathname}.`);
    }
    const idSeed = new Headers(init.headers).get("x-inngest-event-id-seed") ?? randomUUID();
    const ids = await sendEvents(pool(), init.body, idSeed);
    return Response.json({ ids, status: 200 });
  };
}

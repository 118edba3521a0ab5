import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { config } from "#lib/config";
import { clientAddressOf } from "#lib/http/client-address";

/** What a route needs of a request: the Fetch standard's own `Request`, or a `DirectRequest`. */
export interface HttpRequest extends Pick<Request, "method" | "url" | "body" | "arrayBuffer"> {
  readonly headers: Pick<Headers, "get">;
}

const ids = new WeakMap<HttpRequest, string>();

/** The id that names a request in its answer, the log and the audit log: the caller's `x-request-id` if it is sane. */
export function requestId(request: HttpRequest): string {
  const known = ids.get(request);
  if (known) return known;
  const given = request.headers.get("x-request-id");
  const id = given && /^[\w.:-]{8,128}$/.test(given) ? given : `req_${randomUUID().replaceAll("-", "")}`;
  ids.set(request, id);
  return id;
}

/** Carries the client's address from the connection to the routes, which Next.js keeps from it. */
const ADDRESS_HEADER = "x-posthorn-address";

/** Whether this process notes addresses; where it does not, the header would be the client's own words. */
const noting = globalThis as { posthornNotesAddresses?: boolean };

/** Writes the client's address into the request's headers, over whatever the client has sent under that name. */
export function noteClientAddress({ headers, socket }: IncomingMessage): void {
  noting.posthornNotesAddresses = true;
  const forwardedFor = headers["x-forwarded-for"];
  const text = Array.isArray(forwardedFor) ? forwardedFor.join() : forwardedFor;
  const address = clientAddressOf(socket.remoteAddress, text, config().trustedProxies);
  if (address) headers[ADDRESS_HEADER] = address;
  else delete headers[ADDRESS_HEADER];
}

/**
 * The client's address, for the audit log and for limits: the connection's, or what trusted proxies say it was
 * (`POSTHORN_TRUSTED_PROXIES`). Null where it is not known.
 */
export function clientAddress({ headers }: Pick<HttpRequest, "headers">): string | null {
  return noting.posthornNotesAddresses ? headers.get(ADDRESS_HEADER) : null;
}

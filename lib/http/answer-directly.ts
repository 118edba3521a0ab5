import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ReadableStream } from "node:stream/web";
import { AppError } from "#lib/errors/app-error";
import type { HttpRequest } from "#lib/http/request";
import type { Handler } from "#lib/http/routes";
import { API_HEADERS, SECURITY_HEADERS } from "#lib/http/security-headers";

const ALL_HEADERS = Object.entries({ ...SECURITY_HEADERS, ...API_HEADERS });

/** Who sends so slowly is not waited for. */
const REQUEST_TIMEOUT = 408;

/** A route whose answer is made without Next.js. */
export type DirectRoute = Handler<Record<string, never>, HttpRequest>;

/**
 * Lets a route answer an HTTP request as Next.js would (the same headers), without its way there, which costs several times
 * what accepting an event does (docs/decisions/0009-publishing-around-next.md). The route must be one below `/api`, without
 * parameters in its path.
 */
export async function answerDirectly(
  route: DirectRoute,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const response = await route(new DirectRequest(incoming), { params: Promise.resolve({}) });
  const body = Buffer.from(await response.arrayBuffer());
  for (const [name, value] of ALL_HEADERS) outgoing.setHeader(name, value);
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.setHeader("content-length", body.length);
  if (response.status === REQUEST_TIMEOUT) outgoing.setHeader("connection", "close");
  outgoing.writeHead(response.status).end(body);
  // What nobody will read any more, so that the next request on this connection is found behind it.
  incoming.resume();
}

/** A request as it comes from the connection. A `Request` around it would take longer than everything else here. */
class DirectRequest implements HttpRequest {
  readonly #incoming: IncomingMessage;
  readonly headers: HttpRequest["headers"];

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    this.headers = {
      get: (name) => {
        const value = incoming.headers[name.toLowerCase()];
        return (Array.isArray(value) ? value.join(", ") : value) ?? null;
      },
    };
  }

  get method(): string {
    return this.#incoming.method ?? "GET";
  }

  get url(): string {
    return `http://localhost${this.#incoming.url}`;
  }

  get body(): HttpRequest["body"] {
    return ReadableStream.from(this.#chunks()) as NonNullable<HttpRequest["body"]>;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#chunks()) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks)).buffer;
  }

  /** Who stops reading leaves the connection alone: its answer is still to come. */
  async *#chunks(): AsyncGenerator<Buffer<ArrayBuffer>> {
    try {
      yield* this.#incoming.iterator({ destroyOnReturn: false });
    } catch {
      throw new AppError("invalid_request", "The connection ended before all of the body had come.");
    }
  }
}

import "server-only";
import { config } from "#lib/config";
import { isDatabaseUnavailable } from "#lib/database/is-database-unavailable";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import { type HttpRequest, requestId } from "#lib/http/request";
import { log } from "#lib/log";

/** Where a code is explained (docs/errors.md, as pages). */
const typeOf = (code: string) => `${config().url.replace(/\/$/, "")}/docs/errors/${code}`;
/** How soon a caller shall come back while the database is away: a restart takes seconds. */
const UNAVAILABLE_RETRY_SECONDS = 5;

const UNAVAILABLE = new AppError("unavailable", "The database does not answer at the moment.", {
  retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
});

/**
 * An error as RFC 9457 problem details. Only an AppError's message leaves the server; anything else is a bare 500
 * whose request id leads to the log line. When it is the database that is away, the answer is 503 with `Retry-After`.
 */
export function problemResponse(error: unknown, request: HttpRequest): Response {
  const id = requestId(request);
  if (isDatabaseUnavailable(error)) {
    // One line without a stack: there may be thousands of these.
    log().warn({ reason: (error as Error).message.trim(), requestId: id }, "the database is not available");
    return problemResponse(UNAVAILABLE, request);
  }
  if (!(error instanceof AppError)) {
    log().error({ err: error, requestId: id, path: new URL(request.url).pathname }, "request failed");
    return respond(
      500,
      { type: typeOf("internal_error"), title: "Something went wrong on our side", code: "internal_error" },
      id,
    );
  }
  const { status, title } = ERROR_CODES[error.code];
  const problem = {
    type: typeOf(error.code),
    title,
    detail: error.message,
    code: error.code,
    ...(error.errors.length > 0 && { errors: error.errors }),
  };
  return respond(status, problem, id, error);
}

function respond(status: number, problem: Record<string, unknown>, id: string, error?: AppError): Response {
  const headers = new Headers({ "content-type": "application/problem+json", "x-request-id": id });
  if (error?.retryAfterSeconds !== undefined) headers.set("retry-after", String(error.retryAfterSeconds));
  if (error?.code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="posthorn"');
  return new Response(JSON.stringify({ ...problem, status, requestId: id }), { status, headers });
}

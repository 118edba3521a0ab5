import "server-only";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import { requestId } from "#lib/http/request";
import { log } from "#lib/log";

/** Where docs/errors.md is published; its anchors are the codes. */
const DOCS = "https://github.com/posthorn/posthorn/blob/main/docs/errors.md";

/**
 * An error as RFC 9457 problem details. Only an AppError's message leaves the server; anything else is a bare 500
 * whose request id leads to the log line.
 */
export function problemResponse(error: unknown, request: Request): Response {
  const id = requestId(request);
  if (!(error instanceof AppError)) {
    log().error({ err: error, requestId: id, path: new URL(request.url).pathname }, "request failed");
    return respond(500, { type: "about:blank", title: "Something went wrong on our side", code: "internal_error" }, id);
  }
  const { status, title } = ERROR_CODES[error.code];
  const problem = {
    type: `${DOCS}#${error.code}`,
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

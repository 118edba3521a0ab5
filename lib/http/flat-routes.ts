import "server-only";
import { contextFromRawApiKey } from "#lib/auth/api-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { isDatabaseUnavailable } from "#lib/database/is-database-unavailable";
import { behindWall } from "#lib/database/scope";
import { AppError, type ErrorCode } from "#lib/errors/app-error";
import { setRateLimitHeaders } from "#lib/http/rate-limit-headers";
import { requestId } from "#lib/http/request";
import type { Levels } from "#lib/limits/spend";
import { log } from "#lib/log";

/** The flat API documents 400, 401, 404 and 429 only; what is not here is a 400. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 401,
  workspace_suspended: 401,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  unavailable: 503,
};

/** A route of the flat API: the raw key as `Authorization`, and failures as `{"success":false,"error":"…"}`. */
export function flatRoute(
  handler: (call: { ctx: WorkspaceContext; request: Request }) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return (request) =>
    behindWall(async () => {
      const levels: Levels = [];
      const response = await contextFromRawApiKey(request, levels)
        .then((ctx) => handler({ ctx, request }))
        .catch((error: unknown) => failure(error, request));
      setRateLimitHeaders(response.headers, levels);
      response.headers.set("x-request-id", requestId(request));
      response.headers.set("cache-control", "no-store");
      return response;
    });
}

/** For methods and paths that the flat API has not. */
export function flatRefusal(error: AppError): (request: Request) => Promise<Response> {
  return async (request) => failure(error, request);
}

function failure(error: unknown, request: Request): Response {
  if (isDatabaseUnavailable(error)) {
    return failure(new AppError("unavailable", "Try again shortly.", { retryAfterSeconds: 5 }), request);
  }
  if (!(error instanceof AppError)) {
    log().error({ err: error, requestId: requestId(request) }, "request failed");
    return Response.json({ success: false, error: "Something went wrong on our side." }, { status: 500 });
  }
  const headers = error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) };
  return Response.json({ success: false, error: error.message }, { status: STATUSES[error.code] ?? 400, headers });
}

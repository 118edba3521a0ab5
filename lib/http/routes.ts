import "server-only";
import { recordDenied } from "#lib/audit/record-denied";
import { contextFromApiKey, contextFromOperatorKey, publisherFromKey } from "#lib/auth/api-context";
import {
  type OperatorContext,
  type OperatorPermission,
  requireOperatorPermission,
} from "#lib/context/operator-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { behindWall } from "#lib/database/scope";
import type { Publisher } from "#lib/events/accept-events";
import { answerOnce, idempotencyKey } from "#lib/http/answer-once";
import { problemResponse } from "#lib/http/problem";
import { setRateLimitHeaders } from "#lib/http/rate-limit-headers";
import { type HttpRequest, requestId } from "#lib/http/request";
import type { Levels } from "#lib/limits/spend";
import type { Permission } from "#lib/permissions/permissions";

/** What Next.js passes to a route handler beside the request. */
interface RouteContext<Params> {
  params: Promise<Params>;
}

export type Handler<Params, Incoming = Request> = (
  request: Incoming,
  context: RouteContext<Params>,
) => Promise<Response>;

/**
 * A route for a workspace's API key. Checks key and permission, runs the handler (once, when a POST comes with an
 * `Idempotency-Key`), and turns whatever it throws into problem details.
 */
export function workspaceRoute<Params = Record<string, never>>(
  permission: Permission,
  handler: (call: { ctx: WorkspaceContext; request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params, levels) => {
    const ctx = await contextFromApiKey(request, levels);
    try {
      requirePermission(ctx, permission);
      return await once(ctx, request, (claimed, unread) => handler({ ctx: claimed, request: unread, params }));
    } catch (error) {
      await recordDenied(ctx, error, `${request.method} ${new URL(request.url).pathname}`);
      throw error;
    }
  });
}

/** The same for an operator key. */
export function operatorRoute<Params = Record<string, never>>(
  permission: OperatorPermission,
  handler: (call: { ctx: OperatorContext; request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params, levels) => {
    const ctx = await contextFromOperatorKey(request, levels);
    requireOperatorPermission(ctx, permission);
    return once(ctx, request, (claimed, unread) => handler({ ctx: claimed, request: unread, params }));
  });
}

/** Carries out a POST with an `Idempotency-Key` once, and everything else as it is. */
function once<Ctx extends WorkspaceContext | OperatorContext>(
  ctx: Ctx,
  request: Request,
  run: (ctx: Ctx, request: Request) => Promise<Response>,
): Promise<Response> {
  const key = request.method === "POST" ? idempotencyKey(request) : null;
  return key === null ? run(ctx, request) : answerOnce(ctx, request, key, run);
}

/** A route for a product's publish key. */
export function publishRoute<Params = Record<string, never>>(
  handler: (call: { publisher: Publisher; request: HttpRequest; params: Params }) => Promise<Response>,
): Handler<Params, HttpRequest> {
  return guarded(async (request, params, levels) =>
    handler({ publisher: await publisherFromKey(request, levels), request, params }),
  );
}

/** A route that anybody may call. */
export function publicRoute<Params = Record<string, never>>(
  handler: (call: { request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params) => handler({ request, params }));
}

function guarded<Params, Incoming extends HttpRequest = Request>(
  handle: (request: Incoming, params: Params, levels: Levels) => Promise<Response>,
): Handler<Params, Incoming> {
  return (request, context) =>
    behindWall(async () => {
      const levels: Levels = [];
      const response = await answer(request, async () => handle(request, await context.params, levels));
      setRateLimitHeaders(response.headers, levels);
      return response;
    });
}

async function answer(request: HttpRequest, handle: () => Promise<Response>): Promise<Response> {
  try {
    const response = await handle();
    response.headers.set("x-request-id", requestId(request));
    response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    return problemResponse(error, request);
  }
}

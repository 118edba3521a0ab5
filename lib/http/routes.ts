import "server-only";
import { contextFromApiKey, publisherFromKey } from "#lib/auth/api-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import type { Publisher } from "#lib/events/accept-events";
import { problemResponse } from "#lib/http/problem";
import { requestId } from "#lib/http/request";
import type { Permission } from "#lib/permissions/permissions";

/** What Next.js passes to a route handler beside the request. */
interface RouteContext<Params> {
  params: Promise<Params>;
}

type Handler<Params> = (request: Request, context: RouteContext<Params>) => Promise<Response>;

/**
 * A route for a workspace's API key. Checks key and permission, runs the handler, and turns whatever it throws into
 * problem details.
 */
export function workspaceRoute<Params = Record<string, never>>(
  permission: Permission,
  handler: (call: { ctx: WorkspaceContext; request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params) => {
    const ctx = await contextFromApiKey(request);
    requirePermission(ctx, permission);
    return handler({ ctx, request, params });
  });
}

/** A route for a product's publish key. */
export function publishRoute<Params = Record<string, never>>(
  handler: (call: { publisher: Publisher; request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params) => handler({ publisher: await publisherFromKey(request), request, params }));
}

/** A route that anybody may call. */
export function publicRoute<Params = Record<string, never>>(
  handler: (call: { request: Request; params: Params }) => Promise<Response>,
): Handler<Params> {
  return guarded(async (request, params) => handler({ request, params }));
}

function guarded<Params>(handle: (request: Request, params: Params) => Promise<Response>): Handler<Params> {
  return async (request, context) => {
    try {
      const response = await handle(request, await context.params);
      response.headers.set("x-request-id", requestId(request));
      response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      return problemResponse(error, request);
    }
  };
}

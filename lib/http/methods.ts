import "server-only";
import { AppError } from "#lib/errors/app-error";
import { problemResponse } from "#lib/http/problem";
import { requestId } from "#lib/http/request";
import type { Handler } from "#lib/http/routes";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/**
 * The exports of a route file. Methods that a path has not are answered with problem details and `Allow`, where Next.js
 * alone would answer with an empty 405.
 */
export function methods<Params>(
  handlers: Partial<Record<Method, Handler<Params>>>,
): Record<Method | "OPTIONS", Handler<Params>> {
  const known = METHODS.filter((method) => handlers[method]);
  const allow = [...known, ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler<Params> = async (request) => {
    const response = problemResponse(
      new AppError("method_not_allowed", `${request.method} does not work here. Use ${known.join(" or ")}.`),
      request,
    );
    response.headers.set("allow", allow);
    return response;
  };
  const options: Handler<Params> = async (request) =>
    new Response(null, { status: 204, headers: { allow, "x-request-id": requestId(request) } });
  const { GET = refuse, POST = refuse, PUT = refuse, PATCH = refuse, DELETE = refuse } = handlers;
  return { GET, POST, PUT, PATCH, DELETE, OPTIONS: options };
}

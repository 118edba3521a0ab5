import "server-only";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { behindWall } from "#lib/database/scope";
import { AppError } from "#lib/errors/app-error";
import { answerDirectly, type DirectRoute } from "#lib/http/answer-directly";
import { problemResponse } from "#lib/http/problem";
import { noteClientAddress } from "#lib/http/request";

/** What route handlers can be written for. Next.js fails on TRACE, and has an empty answer for the others. */
const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

const guarded = globalThis as { posthornGuardsRequests?: boolean };

/**
 * Answers requests that no route can see with problem details, where Next.js alone would answer 500 or nothing:
 * methods that no route handler is for, and paths with an escape that is no UTF-8. The others are told where they come
 * from, which only the connection knows, and begin behind the wall between workspaces. For every HTTP server of this
 * process.
 *
 * @param direct routes that answer without Next.js, by method and path: `POST /api/v1/events`
 */
export function guardRequests(direct: ReadonlyMap<string, DirectRoute> = new Map()): void {
  if (guarded.posthornGuardsRequests) return;
  guarded.posthornGuardsRequests = true;
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event === "request") {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      const { method = "GET", url = "/" } = request;
      const path = url.split("?", 1)[0] ?? "/";
      const problem = problemOf(method, path);
      if (problem) {
        refuse(problem, request, response).catch(() => response.destroy());
        return true;
      }
      noteClientAddress(request);
      const route = direct.get(`${method} ${path}`);
      return behindWall(() => {
        if (!route) return Reflect.apply(emit, this, [event, ...args]);
        answerDirectly(route, request, response).catch(() => response.destroy());
        return true;
      });
    }
    return Reflect.apply(emit, this, [event, ...args]);
  } as typeof emit;
}

function problemOf(method: string, path: string): AppError | null {
  if (!METHODS.includes(method)) return new AppError("method_not_allowed", `${method} does not work anywhere here.`);
  if (path.includes("%")) {
    try {
      decodeURIComponent(path);
    } catch {
      return new AppError("invalid_request", "The path has an escape (%) that is no UTF-8.");
    }
  }
  return null;
}

async function refuse(problem: AppError, { headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const given = headers["x-request-id"];
  const request = new Request("http://localhost/", {
    headers: typeof given === "string" ? { "x-request-id": given } : {},
  });
  const answer = problemResponse(problem, request);
  if (answer.status === 405) answer.headers.set("allow", METHODS.join(", "));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(await answer.text());
}

import "server-only";
import { randomUUID } from "node:crypto";

const ids = new WeakMap<Request, string>();

/** The id that names a request in its answer, the log and the audit log: the caller's `x-request-id` if it is sane. */
export function requestId(request: Request): string {
  const known = ids.get(request);
  if (known) return known;
  const given = request.headers.get("x-request-id");
  const id = given && /^[\w.:-]{8,128}$/.test(given) ? given : `req_${randomUUID().replaceAll("-", "")}`;
  ids.set(request, id);
  return id;
}

/** The client's address as the nearest proxy (or Next.js itself) saw it. For the audit log, never for decisions. */
export function clientAddress(request: Request): string | null {
  const nearest = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return nearest?.slice(0, 64) || null;
}

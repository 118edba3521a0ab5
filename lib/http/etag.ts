import "server-only";
import { AppError } from "#lib/errors/app-error";

/** Settings as an answer, with the tag that a later change can be made conditional on. */
export function versionResponse<View extends { version: number }>(view: View, status = 200): Response {
  return Response.json(view, { status, headers: { etag: `"${view.version}"` } });
}

/** What `If-Match` may be: entity tags, or any. */
export const IF_MATCH_PATTERN = /^(\*|(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*)$/;

/**
 * The versions that `If-Match` asks for; undefined when it asks for none (it is absent, or `*`). A weak tag, or one that
 * is not ours, matches nothing.
 *
 * @throws {AppError} `invalid_request` for what is no list of entity tags
 */
export function expectedVersions(request: Request): number[] | undefined {
  const given = request.headers.get("if-match")?.trim();
  if (given === undefined || given === "*") return undefined;
  if (!IF_MATCH_PATTERN.test(given)) {
    throw new AppError("invalid_request", 'If-Match must be the ETag of an answer, with its quotes: If-Match: "3".');
  }
  return given
    .split(",")
    .map((tag) => /^"(\d{1,9})"$/.exec(tag.trim())?.[1])
    .flatMap((version) => (version === undefined ? [] : [Number(version)]));
}

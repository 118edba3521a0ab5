import { ERROR_CODES, type ErrorCode } from "#lib/errors/app-error";
import type { Operation } from "#lib/openapi/operation";

type Json = Record<string, unknown>;

/** Every status of a failure, with the codes that have it. No operation has the router's own. */
const CODES_BY_STATUS = Map.groupBy(
  (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => code !== "method_not_allowed"),
  (code) => ERROR_CODES[code].status,
);

/** The statuses that an operation may fail with, lowest first. */
export function failuresOf({ method, path, key, query, body, quota, ifMatch, mayConflict }: Operation): number[] {
  const isPost = method === "post";
  const statuses = [
    ...(key === "none" ? [] : [401, 403]),
    ...(path.includes("{id}") ? [404] : []),
    // Every POST may come with a (malformed) Idempotency-Key.
    ...(query || body || isPost || ifMatch ? [400] : []),
    ...(query || body ? [422] : []),
    ...(body || isPost ? [408, 413] : []),
    ...(body ? [415] : []),
    ...(isPost || mayConflict ? [409] : []),
    ...(ifMatch ? [412] : []),
    ...(quota ? [429] : []),
    500,
    503,
  ];
  return statuses.toSorted((a, b) => a - b);
}

/** The failures as `components.responses`, one per status. */
export function failureResponses(problem: Json): Json {
  const entries = [...CODES_BY_STATUS, [500, ["internal_error"]] as const].map(([status, codes]) => [
    nameOf(status),
    {
      description: codes.map((code) => `\`${code}\``).join(", "),
      headers: {
        "x-request-id": REQUEST_ID,
        ...([409, 429, 503].includes(status) && { "retry-after": RETRY_AFTER }),
      },
      content: { "application/problem+json": { schema: problem } },
    },
  ]);
  return Object.fromEntries(entries);
}

/** A reference to one of them. */
export const failureReference = (status: number) => ({ $ref: `#/components/responses/${nameOf(status)}` });

const nameOf = (status: number) => `Failure${status}`;

export const REQUEST_ID = {
  description: "Names the request in the log. Yours, if you sent one of 8 to 128 letters, digits and `_.:-`.",
  schema: { type: "string" },
};
const RETRY_AFTER = { description: "Seconds after which trying again makes sense.", schema: { type: "integer" } };

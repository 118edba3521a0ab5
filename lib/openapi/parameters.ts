import { IF_MATCH_PATTERN } from "#lib/http/etag";
import type { Operation } from "#lib/openapi/operation";

type Json = Record<string, unknown>;

const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };
const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Up to 255 characters of your choice. Within 24 h a repetition with the same key is not carried out again: it gets the first answer, marked `Idempotent-Replayed: true`.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
};
const IF_MATCH = {
  name: "If-Match",
  in: "header",
  required: false,
  description: "The `ETag` that came with what you have read. If somebody has changed it since, the answer is 412.",
  schema: { type: "string", pattern: IF_MATCH_PATTERN.source },
};

/** The parameters of an operation beside those of its query. */
export function fixedParameters({ method, path, ifMatch }: Operation): Json[] {
  return [
    ...(path.includes("{id}") ? [ID] : []),
    ...(method === "post" ? [IDEMPOTENCY_KEY] : []),
    ...(ifMatch ? [IF_MATCH] : []),
  ];
}

/** The headers of an operation's answer, beside the request's id. */
export function answerHeaders({ method, etag, quota, key }: Operation): Json {
  return {
    ...(etag && { etag: { description: "The version of its settings, for `If-Match`.", schema: { type: "string" } } }),
    ...(method === "post" &&
      key !== "publish" && {
        "idempotent-replayed": {
          description: "`true` when this is the stored answer of an earlier request.",
          schema: { type: "string" },
        },
      }),
    ...(quota && {
      ratelimit: {
        description: "Per limit what remains (`r`), and the seconds until all of it is back (`t`).",
        schema: { type: "string" },
      },
      "ratelimit-policy": {
        description: "Per limit how much is allowed (`q`) in how many seconds (`w`).",
        schema: { type: "string" },
      },
    }),
  };
}

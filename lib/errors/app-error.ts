/**
 * Every failure a caller can meet, with its HTTP status and title. The code is stable: programs branch on it, and
 * docs/errors.md has a section for each.
 */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: "The request is not valid" },
  invalid_json: { status: 400, title: "The body is not valid JSON" },
  invalid_cursor: { status: 400, title: "The cursor is not valid" },
  unauthenticated: { status: 401, title: "Sign in or send a valid key" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  workspace_suspended: { status: 403, title: "The workspace is suspended" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  request_timeout: { status: 408, title: "The request came too slowly" },
  conflict: { status: 409, title: "The request conflicts with the present state" },
  idempotency_conflict: { status: 409, title: "This id was used for a different request" },
  version_conflict: { status: 412, title: "Somebody else changed it meanwhile" },
  payload_too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "Send JSON" },
  invalid_input: { status: 422, title: "Some fields are not valid" },
  rate_limited: { status: 429, title: "Too many requests" },
  unavailable: { status: 503, title: "Try again shortly" },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One field's problem. `path` is dotted, e.g. `0.data` or `headers.X-Team`. */
export interface FieldError {
  path: string;
  message: string;
}

/** An expected failure. Its message is safe to show to whoever caused it; any other error is a bare 500. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly errors: FieldError[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: { errors?: FieldError[]; retryAfterSeconds?: number } = {}) {
    super(message);
    this.code = code;
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The same answer for what does not exist and what the actor may not know to exist. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `There is no such ${what}.`);
}

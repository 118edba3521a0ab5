import { z } from "zod";
import { AppError, type FieldError } from "#lib/errors/app-error";
import { parseJson } from "#lib/json/parse-json";
import { jsonDepth, sliceArray, sliceObject } from "#lib/json/slice";

/** One event to accept. `data` is its JSON text, exactly as published. */
export interface PublishItem {
  /** A slug or a public id. */
  workspace: string;
  type: string;
  data: string;
  tenant: string | null;
  /** The publisher's id: the idempotency key. */
  key: string | null;
  timestamp: Date | null;
}

export const BATCH_MAX = 1000;
/** Bytes of one event's `data`. */
export const DATA_MAX_BYTES = 256 * 1024;
/** Bytes of a whole request. */
export const BODY_MAX_BYTES = 20 * 1024 * 1024;
const DEPTH_MAX = 64;
const FIELDS = new Set(["workspace", "type", "data", "tenant", "id", "timestamp"]);

const Timestamp = z.iso.datetime({ offset: true });

/**
 * Reads a publish request: one object, or an array of at most 1,000.
 *
 * @param idempotencyKey the header's: it stands in for the `id` of an event that has none, in a batch with `:` and the
 * item's index
 * @throws {AppError} `invalid_json`, `invalid_request` for JSON that is no object or array, `payload_too_large`, or
 * `invalid_input` with every field's problem; paths begin
 * with the item's index when the body is an array
 */
export function parsePublishBody(text: string, idempotencyKey: string | null = null): PublishItem[] {
  return withKeys(parseBody(text), text, idempotencyKey);
}

function parseBody(text: string): PublishItem[] {
  const body = parseJson(text);
  if (typeof body !== "object" || body === null) {
    throw new AppError(
      "invalid_request",
      `The body is ${text.trim().slice(0, 20)}, at line 1, column 1. Send one event as an object, or several as an array.`,
    );
  }
  if (!Array.isArray(body)) return parseItems([body], [text.trim()], () => "");
  if (body.length === 0) throw new AppError("invalid_input", "The array holds no events.");
  if (body.length > BATCH_MAX) {
    throw new AppError("payload_too_large", `A batch holds at most ${BATCH_MAX} events; this one has ${body.length}.`);
  }
  return parseItems(body, sliceArray(text), (index) => `${index}.`);
}

function withKeys(items: PublishItem[], text: string, idempotencyKey: string | null): PublishItem[] {
  if (idempotencyKey === null) return items;
  const isBatch = text.trimStart().startsWith("[");
  return items.map((item, index) => ({
    ...item,
    key: item.key ?? (isBatch ? `${idempotencyKey}:${index}` : idempotencyKey),
  }));
}

function parseItems(values: unknown[], texts: string[], prefix: (index: number) => string): PublishItem[] {
  const errors: FieldError[] = [];
  let tooLarge = false;
  const items = values.map((value, index): PublishItem => {
    const fail = (path: string, message: string) => errors.push({ path: `${prefix(index)}${path}`, message });
    const empty = { workspace: "", type: "", data: "", tenant: null, key: null, timestamp: null };
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      errors.push({ path: String(index), message: "must be an object" });
      return empty;
    }
    const fields = new Map(Object.entries(value));
    for (const name of fields.keys()) if (!FIELDS.has(name)) fail(name, "is not a known field");

    const text = (name: string, required: boolean, max: number): string | null => {
      const field = fields.get(name);
      if (field === undefined || field === null) {
        if (required) fail(name, "is required");
        return null;
      }
      const problem = textProblem(field, max);
      if (problem) fail(name, problem);
      return problem ? null : String(field);
    };
    const data = sliceObject(texts[index] ?? "{}").get("data");
    const problem = data === undefined ? "is required" : dataProblem(data, fields.get("data"));
    if (problem) fail("data", problem);
    if (data !== undefined && Buffer.byteLength(data) > DATA_MAX_BYTES) tooLarge = true;

    const timestamp = fields.get("timestamp");
    const hasTimestamp = timestamp !== undefined && timestamp !== null;
    const validTimestamp = Timestamp.safeParse(timestamp).success;
    if (hasTimestamp && !validTimestamp) fail("timestamp", "must be an ISO 8601 date and time with a zone");

    return {
      workspace: text("workspace", true, 100) ?? "",
      type: text("type", true, 128) ?? "",
      data: data ?? "",
      tenant: text("tenant", false, 200),
      key: text("id", false, 255),
      timestamp: hasTimestamp && validTimestamp ? new Date(String(timestamp)) : null,
    };
  });
  if (errors.length > 0) {
    throw new AppError(tooLarge ? "payload_too_large" : "invalid_input", summary(errors), { errors });
  }
  return items;
}

/** @returns the first problem and how many there are, as one sentence */
export function summary(errors: readonly FieldError[]): string {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return `${first?.path} ${first?.message}${more}.`;
}

function textProblem(value: unknown, max: number): string | null {
  if (typeof value !== "string") return "must be a string";
  if (value.length === 0) return "must not be empty";
  if (value.length > max) return `must be at most ${max} characters long`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  if (/[\x00-\x1f\x7f]/.test(value) || !value.isWellFormed()) return "contains characters that are not allowed";
  return null;
}

function dataProblem(text: string, value: unknown): string | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > DATA_MAX_BYTES) return `is ${bytes} bytes long; at most ${DATA_MAX_BYTES} are allowed`;
  if (jsonDepth(text) > DEPTH_MAX) return `is nested more than ${DEPTH_MAX} levels deep`;
  // Half a surrogate pair has no UTF-8 form: no receiver could read it. Only an escape can spell one here.
  if (/\\u[dD][89abAB]|\\u[dD][c-fC-F]/.test(text) && !isWellFormed(value)) {
    return "contains half of a surrogate pair (a lone \\ud800 … \\udfff), which no receiver could decode";
  }
  return null;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}

import type { z } from "zod";
import { AppError, type FieldError } from "#lib/errors/app-error";
import { isStorable } from "#lib/text/is-storable";

/** Deeper than any field of an input goes. */
const MAX_DEPTH = 6;

/**
 * Parses what a caller sent.
 *
 * @throws {AppError} `invalid_input` with one entry per bad field
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const unfit = unfitFields(input, []);
  if (unfit.length > 0) throw invalidInput(unfit);
  // With what was given, so that what was not given can be told from what is wrong.
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues.flatMap(fieldErrors));
}

/** The failure for fields that only the database can judge, such as an unknown event type. */
export function invalidInput(errors: FieldError[]): AppError {
  const [first] = errors;
  const message = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "Some fields are not valid.";
  return new AppError("invalid_input", message, { errors });
}

/**
 * What no schema would catch: text that PostgreSQL can't hold, and the one key that zod passes over in silence. `data` is
 * left alone, since it is kept as JSON text, where both are written harmlessly.
 */
function unfitFields(value: unknown, path: string[]): FieldError[] {
  if (typeof value === "string" && !isStorable(value)) {
    return [
      { path: path.join("."), message: "contains characters that are not allowed (NUL or half a surrogate pair)" },
    ];
  }
  if (typeof value !== "object" || value === null || path.length >= MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, item]): FieldError[] => {
    if (path.length === 0 && key === "data") return [];
    if (key.includes("\0")) return [{ path: path.join("."), message: "has a name with the character NUL" }];
    if (key === "__proto__") return [{ path: [...path, key].join("."), message: "is not a name that can be used" }];
    return unfitFields(item, [...path, key]);
  });
}

/** An unknown key is reported at its own path, so that a form or a program can point at it. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  const isMissing = issue.code === "invalid_type" && issue.input === undefined && path.length > 0;
  if (isMissing) return [{ path: path.join("."), message: "is required" }];
  if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not a known field" }));
}

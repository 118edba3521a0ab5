import type { z } from "zod";
import { AppError, type FieldError } from "#lib/errors/app-error";

/**
 * Parses what a caller sent.
 *
 * @throws {AppError} `invalid_input` with one entry per bad field
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const unstorable = findNul(input, []);
  if (unstorable) throw invalidInput([{ path: unstorable.join("."), message: "contains the character U+0000" }]);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues.flatMap(fieldErrors));
}

/** Where a text has a NUL, which PostgreSQL can't store. `data` is kept as JSON text, where it is an escape. */
function findNul(value: unknown, path: string[]): string[] | null {
  if (typeof value === "string") return value.includes("\0") ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    if (name.includes("\0")) return path;
    const found = path.length === 0 && name === "data" ? null : findNul(member, [...path, name]);
    if (found) return found;
  }
  return null;
}

/** The failure for fields that only the database can judge, such as an unknown event type. */
export function invalidInput(errors: FieldError[]): AppError {
  const [first] = errors;
  const message = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "Some fields are not valid.";
  return new AppError("invalid_input", message, { errors });
}

/** An unknown key is reported at its own path, so that a form or a program can point at it. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not a known field" }));
}

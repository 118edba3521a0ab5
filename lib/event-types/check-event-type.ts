import type { FieldError } from "#lib/errors/app-error";
import { compileSchema, schemaErrors } from "#lib/event-types/compile-schema";
import { isStorable } from "#lib/text/is-storable";

/** A sample that test events send has to be small, and so does what every publish request is checked by. */
const MAX_EXAMPLE_BYTES = 64 * 1024;
const MAX_SCHEMA_BYTES = 128 * 1024;

/**
 * What is wrong with an event type whose fields are each right: a schema that is none, an example that does not match it.
 *
 * @param example JSON text
 */
export function eventTypeProblems(schema: unknown, example: string): FieldError[] {
  if (Buffer.byteLength(example) > MAX_EXAMPLE_BYTES) return [{ path: "example", message: "is larger than 64 KB" }];
  if (schema === null) return [];
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES) return [{ path: "schema", message: "is larger than 128 KB" }];
  if (hasUnfitText(schema)) {
    return [{ path: "schema", message: "contains characters that are not allowed (NUL or half a surrogate pair)" }];
  }
  let validate: ReturnType<typeof compileSchema>;
  try {
    validate = compileSchema(schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path: "schema", message: `is no JSON Schema 2020-12: ${reason}` }];
  }
  return validate(JSON.parse(example)) ? [] : schemaErrors(validate, "example");
}

/** What PostgreSQL can't hold, however deep it stands. */
function hasUnfitText(value: unknown): boolean {
  if (typeof value === "string") return !isStorable(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, item]) => hasUnfitText(key) || hasUnfitText(item));
}

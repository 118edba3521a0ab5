import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FieldError } from "#lib/errors/app-error";

const MAX_PROBLEMS = 10;

/**
 * What checks data against a JSON Schema 2020-12 with the usual formats.
 *
 * @throws {Error} when it is no such schema, or refers to what is not in it
 */
export function compileSchema(schema: unknown): ValidateFunction {
  // An instance of its own: it keeps each schema with an $id, and two types may use the same one.
  const ajv = new Ajv2020({ allErrors: false, strict: false, logger: false });
  addFormats.default(ajv);
  return ajv.compile(schema as object);
}

/** How the value that was checked last does not match; paths begin with `root`. */
export function schemaErrors({ errors }: ValidateFunction, root: string): FieldError[] {
  return (errors ?? []).slice(0, MAX_PROBLEMS).map(({ instancePath, message = "is not valid", params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    const path = instancePath.split("/").slice(1).map(unescapePointer);
    return { path: [root, ...path].join("."), message: extra ? `${message}: "${extra}"` : message };
  });
}

/** RFC 6901. */
const unescapePointer = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

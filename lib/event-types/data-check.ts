import { createHash } from "node:crypto";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { FieldError } from "#lib/errors/app-error";
import { compileSchema, schemaErrors } from "#lib/event-types/compile-schema";
import { log } from "#lib/log";
import type { EventValidation } from "#prisma/client";

/** What judges the data of one event type's events. */
export interface DataCheck {
  /** Whether an event that does not match is refused; otherwise its publisher is told. */
  rejects: boolean;
  /** How data (JSON text) does not match; paths begin with `data`. */
  problems(data: string): FieldError[];
}

const MAX_COMPILED = 1000;

/** By digest of the schema: the catalogue is read every two seconds, and compiling takes milliseconds. */
const compiled = new Map<string, ValidateFunction | null>();

/**
 * The check of an event type, or null when there is nothing to check. A schema that is none never stops events: it is
 * logged and not applied.
 */
export function dataCheck(type: { name: string; schema: unknown; validation: EventValidation }): DataCheck | null {
  if (type.validation === "off" || type.schema === null || type.schema === undefined) return null;
  const validate = validatorOf(type.name, type.schema);
  if (!validate) return null;
  return {
    rejects: type.validation === "reject",
    problems: (data) => (validate(JSON.parse(data)) ? [] : schemaErrors(validate, "data")),
  };
}

function validatorOf(name: string, schema: unknown): ValidateFunction | null {
  const digest = createHash("sha256").update(JSON.stringify(schema)).digest("base64");
  const known = compiled.get(digest);
  if (known !== undefined) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const validate = compile(name, schema);
  compiled.set(digest, validate);
  return validate;
}

function compile(name: string, schema: unknown): ValidateFunction | null {
  try {
    return compileSchema(schema);
  } catch (error) {
    log().error({ err: error, eventType: name }, "the schema of an event type is no JSON Schema, and is not applied");
    return null;
  }
}

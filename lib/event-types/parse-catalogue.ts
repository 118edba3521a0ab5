import { AppError, type FieldError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { isObject } from "#lib/event-types/bundle-schema";
import { ImportedType } from "#lib/event-types/event-type-schema";
import { openApiTypes } from "#lib/event-types/openapi-types";
import type { Profile } from "#lib/profiles/profile-schema";

const MAX_ERRORS = 50;

/**
 * The event types of a document: an OpenAPI 3.1 description with `webhooks`, or our own list, which an export is.
 *
 * @throws {AppError} `invalid_input`, with the type and the field of each mistake
 */
export function parseCatalogue(document: unknown, profile: Profile): ImportedType[] {
  const { raw, root, errors } = rawTypes(document, profile);
  const types = raw.flatMap((item, i) => {
    const name = isObject(item) && typeof item.name === "string" ? item.name : String(i);
    return parsed(item, `${root}.${name}`, errors) ?? [];
  });
  const names = types.map(({ name }) => name);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i) errors.push({ path: `${root}.${name}`, message: "stands in the document twice" });
  }
  if (errors.length > 0) throw invalidInput(errors.slice(0, MAX_ERRORS));
  return types;
}

function rawTypes(document: unknown, profile: Profile): { raw: unknown[]; root: string; errors: FieldError[] } {
  if (Array.isArray(document)) return { raw: document, root: "eventTypes", errors: [] };
  if (!isObject(document)) throw refused("must be an OpenAPI 3.1 description or a list of event types");
  if (Array.isArray(document.eventTypes)) return { raw: document.eventTypes, root: "eventTypes", errors: [] };
  if (document.openapi === undefined && document.swagger === undefined) {
    throw refused(
      "has neither `openapi` nor `eventTypes`: it must be an OpenAPI 3.1 description or a list of event types",
    );
  }
  const version = String(document.openapi ?? document.swagger);
  if (!/^3\.[1-9]/.test(version)) {
    throw refused(`is OpenAPI ${version}, which has no webhooks; they came with OpenAPI 3.1`);
  }
  if (!isObject(document.webhooks) || Object.keys(document.webhooks).length === 0) {
    throw refused("describes no webhooks");
  }
  const { types, errors } = openApiTypes(document, profile);
  return { raw: types, root: "webhooks", errors };
}

const refused = (message: string) => invalidInput([{ path: "document", message }]);

function parsed(item: unknown, path: string, errors: FieldError[]): ImportedType | null {
  try {
    return parseInput(ImportedType, item);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors.push(...error.errors.map((one) => ({ ...one, path: one.path ? `${path}.${one.path}` : path })));
    return null;
  }
}

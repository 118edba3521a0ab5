import type { FieldError } from "#lib/errors/app-error";
import { eventTypeProblems } from "#lib/event-types/check-event-type";
import type { ImportedType } from "#lib/event-types/event-type-schema";
import type { EventType, Prisma } from "#prisma/client";

/** What an import comes to. Every type of document and catalogue is in one list, or in none when it is not touched. */
export interface ImportPlan {
  created: string[];
  changed: { name: string; fields: string[] }[];
  unchanged: string[];
  /** Types that are in the catalogue and not in the document, where these are to go. */
  archived: string[];
}

/** A type as it will stand. */
export type PlannedType = Pick<
  EventType,
  "name" | "group" | "description" | "validation" | "example" | "lowestRole"
> & { schema: Prisma.JsonValue };

const FIELDS = ["group", "description", "schema", "validation", "example", "lowestRole"] as const;

/** Compares a document with the catalogue. `types` are those that are new or change, each as it will stand. */
export function planImport(
  imported: readonly ImportedType[],
  present: readonly EventType[],
  archiveMissing: boolean,
): { plan: ImportPlan; types: PlannedType[]; errors: FieldError[] } {
  const plan: ImportPlan = { created: [], changed: [], unchanged: [], archived: [] };
  const known = new Map(present.map((row) => [row.name, row]));
  const types: PlannedType[] = [];
  const errors: FieldError[] = [];
  for (const item of imported) {
    const before = known.get(item.name);
    const after = merge(before, item);
    const problems = eventTypeProblems(after.schema, after.example);
    errors.push(...problems.map(({ path, message }) => ({ path: `eventTypes.${item.name}.${path}`, message })));
    const fields = before ? changedFields(before, after) : [];
    if (!before) plan.created.push(item.name);
    else if (fields.length > 0) plan.changed.push({ name: item.name, fields });
    else plan.unchanged.push(item.name);
    if (!before || fields.length > 0) types.push(after);
  }
  if (archiveMissing) {
    const names = new Set(imported.map(({ name }) => name));
    plan.archived = present.filter((row) => !row.archivedAt && !names.has(row.name)).map(({ name }) => name);
  }
  return { plan, types, errors };
}

function merge(before: EventType | undefined, item: ImportedType): PlannedType {
  const example = item.example === undefined ? undefined : JSON.stringify(item.example);
  return {
    name: item.name,
    group: item.group ?? before?.group ?? "",
    description: item.description ?? before?.description ?? "",
    schema: item.schema === undefined ? (before?.schema ?? null) : item.schema,
    validation: item.validation ?? before?.validation ?? "off",
    example: sameJson(example, before?.example) ?? example ?? before?.example ?? "{}",
    lowestRole: item.lowestRole ?? before?.lowestRole ?? "viewer",
  };
}

/** The present example, where the document's says the same in other letters: `1.0` stays `1.0`. */
function sameJson(given: string | undefined, present: string | undefined): string | undefined {
  if (given === undefined || present === undefined) return undefined;
  return given === JSON.stringify(JSON.parse(present)) ? present : undefined;
}

/** An archived type that is imported comes back, which is a change too. */
function changedFields(before: EventType, after: PlannedType): string[] {
  const changed = FIELDS.filter((field) => canonical(before[field]) !== canonical(after[field]));
  return before.archivedAt ? [...changed, "archived"] : changed;
}

/** The database keeps no order of a schema's members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

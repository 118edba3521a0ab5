import type { ProductEventType } from "#lib/event-types/product-event-types";

/** A catalogue as the text of a file that an import reads. Archived types are left out. */
export function exportCatalogue(types: readonly ProductEventType[]): string {
  const eventTypes = types
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ name, group, description, lowestRole, validation, schema, example }) => ({
      name,
      group,
      description,
      lowestRole,
      validation,
      schema,
      example: JSON.parse(example),
    }));
  return `${JSON.stringify({ eventTypes }, null, 2)}\n`;
}

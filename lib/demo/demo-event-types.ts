import "server-only";
import type { Transaction } from "#lib/database/client";
import { ImportedType } from "#lib/event-types/event-type-schema";
import { saveEventTypes } from "#lib/event-types/import-event-types";
import { planImport } from "#lib/event-types/plan-import";
import { eventTypeTarget } from "#lib/event-types/product-event-types";
import { publicId } from "#lib/ids";
import { lockProduct } from "#lib/products/product-view";
import type { Preset } from "#lib/profiles/preset";
import type { EventType } from "#prisma/client";

/**
 * Brings a product's event types to what its preset says: those that are missing, and in those that were seeded earlier
 * what the preset has got since, such as a schema. What an operator has made, changed, imported or archived is left alone.
 */
export async function ensureEventTypes(tx: Transaction, productId: string, preset: Preset): Promise<void> {
  await lockProduct(tx, publicId("product", productId));
  const present = await tx.eventType.findMany({ where: { productId } });
  const touched = await touchedByOperators(tx, productId, present);
  const seeded = preset.eventTypes.filter(({ name }) => !touched.has(name));
  const wanted = seeded.map((type) => ImportedType.parse({ validation: "off", lowestRole: "viewer", ...type }));
  const { types } = planImport(wanted, present, false);
  await saveEventTypes(tx, productId, present, types);
}

/** The names of the types that operators have had their hands on, as their audit log has it. */
async function touchedByOperators(
  tx: Transaction,
  productId: string,
  present: readonly EventType[],
): Promise<Set<string>> {
  const product = publicId("product", productId);
  const names = new Map(present.map((type) => [eventTypeTarget(type).id, type.name]));
  const entries = await tx.auditEntry.findMany({
    where: {
      workspaceId: null,
      action: { startsWith: "event_type." },
      targetId: { in: [product, ...names.keys()] },
    },
    select: { targetId: true, after: true },
  });
  return new Set(
    entries.flatMap(({ targetId, after }) =>
      targetId === product ? importedNames(after) : (names.get(targetId ?? "") ?? []),
    ),
  );
}

/** What an import has made, changed or archived (lib/event-types/plan-import.ts). */
function importedNames(after: unknown): string[] {
  const {
    created = [],
    changed = [],
    archived = [],
  } = (after ?? {}) as {
    created?: string[];
    changed?: { name: string }[];
    archived?: string[];
  };
  return [...created, ...changed.map(({ name }) => name), ...archived];
}

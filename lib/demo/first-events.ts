import "server-only";
import { db } from "#lib/database/client";
import type { DemoProduct } from "#lib/demo/demo-access";
import { loadCatalogue } from "#lib/events/publish-lookups";
import { writeEvents } from "#lib/events/write-events";
import { newId } from "#lib/ids";
import type { Preset } from "#lib/profiles/preset";

const MIN_EVENTS = 12;
/** The seed runs while the web process starts, whose inbox is to receive them. */
const FIRST_ATTEMPT_AFTER_MS = 3_000;

/** Acme's workspace stays empty, for whoever follows the quickstart there, or scripts against it. */
export const hasFirstEvents = ({ slug }: DemoProduct) => slug !== "acme";

/**
 * Writes the first events of a new demo workspace: of each type in turn, and for each tenant. They are delivered like all
 * others, once the worker sweeps, and to the demo's own webhook alone: whatever a newcomer creates comes too late for them.
 */
export async function writeFirstEvents({ productId, workspaceId }: DemoProduct, preset: Preset): Promise<void> {
  const { profileId } = await loadCatalogue(productId);
  const tenants = await db().tenant.findMany({ where: { workspaceId }, orderBy: { key: "asc" }, select: { id: true } });
  const { eventTypes } = preset;
  const rows = Array.from({ length: Math.max(MIN_EVENTS, eventTypes.length) }, (_, number) => {
    const type = eventTypes[number % eventTypes.length];
    if (!type) throw new Error(`${preset.name} has no event types.`);
    return {
      id: newId(),
      workspaceId,
      type: type.name,
      tenantId: tenants[number % tenants.length]?.id ?? null,
      data: JSON.stringify(type.example),
      occurredAt: new Date(),
      key: null,
      digest: null,
    };
  });
  await writeEvents(productId, profileId, rows);
  const nextAttemptAt = new Date(Date.now() + FIRST_ATTEMPT_AFTER_MS);
  await db().delivery.updateMany({ where: { workspaceId, status: "pending" }, data: { nextAttemptAt } });
}

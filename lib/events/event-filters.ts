import "server-only";
import { z } from "zod";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { searchEvents } from "#lib/events/search-events";
import { tenantIdOf } from "#lib/events/tenant-keys";
import { idsBetween, idsStartingWith, Moment } from "#lib/http/id-range";
import type { Prisma } from "#prisma/client";

/** By what events are chosen, for the list and its export. */
export const EventCriteria = z.strictObject({
  type: z.string().max(128).optional().meta({ description: "An event type." }),
  tenant: z.string().max(256).optional().meta({ description: "The tenant's key." }),
  from: Moment.optional().meta({ description: "Accepted at this time or later." }),
  to: Moment.optional().meta({ description: "Accepted before this time." }),
  q: z.string().trim().max(200).optional().meta({
    description: "The beginning of an id, or a text in the type, key or data.",
  }),
});
export type ParsedEventCriteria = z.output<typeof EventCriteria>;

/**
 * The criteria as a condition; null when they name something that does not exist.
 *
 * @param before where a later page begins: only events from before this id are searched
 */
export async function eventsWhere(
  ctx: WorkspaceContext,
  { type, tenant, from, to, q }: ParsedEventCriteria,
  before?: string,
): Promise<Prisma.EventWhereInput | null> {
  const workspaceId = ctx.workspace.id;
  const tenantId = tenant === undefined ? undefined : await tenantIdOf(workspaceId, tenant);
  if (tenantId === null) return null;
  const hidden = await hiddenTypes(db(), ctx);
  const range = idsBetween(from, to);
  return {
    workspaceId,
    ...(type && { type }),
    ...(tenantId && { tenantId }),
    AND: [{ id: range }, q ? await searched(ctx, q, before === undefined ? range : { ...range, lt: before }) : {}],
    ...(hidden.length > 0 && { NOT: { type: { in: hidden } } }),
  };
}

async function searched(
  ctx: WorkspaceContext,
  q: string,
  range: { gte?: string; lt?: string },
): Promise<Prisma.EventWhereInput> {
  return { id: idsStartingWith("event", q) ?? { in: await searchEvents(ctx, q, range) } };
}

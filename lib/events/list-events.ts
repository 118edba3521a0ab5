import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { type EventView, eventView } from "#lib/events/event-view";
import { searchEvents } from "#lib/events/search-events";
import { tenantIdOf, tenantKeys } from "#lib/events/tenant-keys";
import { decodeCursor, type Page, PageInput, readPage } from "#lib/http/cursor";
import { idsBetween, idsStartingWith, Moment } from "#lib/http/id-range";
import { hidesPayloads } from "#lib/workspaces/payload-access";
import type { Prisma } from "#prisma/client";

export const EventFilters = z.strictObject({
  ...PageInput,
  type: z.string().max(128).optional().meta({ description: "An event type." }),
  tenant: z.string().max(256).optional().meta({ description: "The tenant's key." }),
  from: Moment.optional().meta({ description: "Accepted at this time or later." }),
  to: Moment.optional().meta({ description: "Accepted before this time." }),
  q: z.string().trim().max(200).optional().meta({
    description: "The beginning of an id, or a text in the type, key or data.",
  }),
});
export type EventFilters = z.input<typeof EventFilters>;

/** The workspace's events, newest first. */
export async function listEvents(ctx: WorkspaceContext, filters: EventFilters = {}): Promise<Page<EventView>> {
  requirePermission(ctx, "events:read");
  const parsed = parseInput(EventFilters, filters);
  const { type, tenant, from, to } = parsed;
  const workspaceId = ctx.workspace.id;
  const tenantId = tenant === undefined ? undefined : await tenantIdOf(workspaceId, tenant);
  if (tenantId === null) return { data: [], nextCursor: null, previousCursor: null };
  const hidden = await hiddenTypes(db(), ctx);
  const search = await searchCondition(ctx, parsed);
  const page = await readPage(parsed, ({ id, orderBy, take }) =>
    db().event.findMany({
      where: {
        workspaceId,
        id,
        ...(type && { type }),
        ...(tenantId && { tenantId }),
        AND: [{ id: idsBetween(from, to) }, search],
        ...(hidden.length > 0 && { NOT: { type: { in: hidden } } }),
      },
      orderBy,
      take,
    }),
  );
  const tenants = await tenantKeys(
    db(),
    workspaceId,
    page.data.map((row) => row.tenantId),
  );
  const hideData = hidesPayloads(ctx);
  return {
    ...page,
    data: page.data.map((row) => eventView(row, (row.tenantId && tenants.get(row.tenantId)) || null, hideData)),
  };
}

async function searchCondition(
  ctx: WorkspaceContext,
  { q, from, to, cursor }: z.output<typeof EventFilters>,
): Promise<Prisma.EventWhereInput> {
  if (!q) return {};
  const ids = idsStartingWith("event", q);
  if (ids) return { id: ids };
  const position = cursor === undefined ? null : decodeCursor(cursor);
  const range = idsBetween(from, to);
  return { id: { in: await searchEvents(ctx, q, position?.d === "older" ? { ...range, lt: position.id } : range) } };
}

import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { EventCriteria, eventsWhere } from "#lib/events/event-filters";
import { type EventView, eventView } from "#lib/events/event-view";
import { tenantKeys } from "#lib/events/tenant-keys";
import { decodeCursor, type Page, PageInput, readPage } from "#lib/http/cursor";
import { hidesPayloads } from "#lib/workspaces/payload-access";
import type { Event } from "#prisma/client";

export const EventFilters = z.strictObject({ ...PageInput, ...EventCriteria.shape });
export type EventFilters = z.input<typeof EventFilters>;

/** The workspace's events, newest first. */
export async function listEvents(ctx: WorkspaceContext, filters: EventFilters = {}): Promise<Page<EventView>> {
  requirePermission(ctx, "events:read");
  const { cursor, limit, ...criteria } = parseInput(EventFilters, filters);
  const position = cursor === undefined ? null : decodeCursor(cursor);
  const where = await eventsWhere(ctx, criteria, position?.d === "older" ? position.id : undefined);
  if (!where) return { data: [], nextCursor: null, previousCursor: null };
  const page = await readPage({ cursor, limit }, ({ id, orderBy, take }) =>
    db().event.findMany({ where: { ...where, id }, orderBy, take }),
  );
  return { ...page, data: await viewEvents(ctx, page.data) };
}

/** Events as this actor may see them. */
export async function viewEvents(ctx: WorkspaceContext, rows: Event[]): Promise<EventView[]> {
  const tenantIds = rows.map((row) => row.tenantId);
  const tenants = await tenantKeys(db(), ctx.workspace.id, tenantIds);
  const hideData = hidesPayloads(ctx);
  return rows.map((row) => eventView(row, (row.tenantId && tenants.get(row.tenantId)) || null, hideData));
}

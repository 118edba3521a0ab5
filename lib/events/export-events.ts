import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { EventCriteria, eventsWhere, type ParsedEventCriteria } from "#lib/events/event-filters";
import type { EventView } from "#lib/events/event-view";
import { viewEvents } from "#lib/events/list-events";
import { EXPORT_FORMATS, type ExportFile, exportFile } from "#lib/export/export-file";

/** With their data, which may be 256 KB each, a page of the largest ones is 25 MB. */
const PAGE_ROWS = 100;

const COLUMNS = [
  "id",
  "createdAt",
  "occurredAt",
  "type",
  "tenant",
  "key",
  "test",
  "data",
] as const satisfies readonly (keyof EventView)[];

export const EventExport = z.strictObject({
  ...EventCriteria.shape,
  format: z.enum(EXPORT_FORMATS, "must be csv or ndjson").default("ndjson"),
});
export type EventExport = z.input<typeof EventExport>;

/**
 * All events that match, newest first, as a file; those accepted after this call are not in it. Data that is kept from
 * the actor's role is empty. Who exported what is in the audit log.
 *
 * @throws {AppError} `forbidden`, `invalid_input`, before anything is sent
 */
export async function exportEvents(ctx: WorkspaceContext, input: EventExport): Promise<ExportFile> {
  requirePermission(ctx, "events:read");
  const { format, ...criteria } = parseInput(EventExport, input);
  const to = criteria.to ?? new Date();
  const { format: _, ...filters } = input;
  await recordAudit(db(), ctx, {
    action: "events.exported",
    target: { type: "workspace", name: ctx.workspace.name },
    after: { format, filters },
  });
  return exportFile(
    {
      format,
      name: `${ctx.workspace.slug}-events`,
      columns: COLUMNS.map((name) => ({ name, value: (row: EventView) => row[name] })),
    },
    eventPages(ctx, { ...criteria, to }),
  );
}

async function* eventPages(ctx: WorkspaceContext, criteria: ParsedEventCriteria): AsyncGenerator<EventView[]> {
  let last: string | undefined;
  for (;;) {
    const where = await eventsWhere(ctx, criteria, last);
    if (!where) return;
    const rows = await db().event.findMany({
      where: { ...where, ...(last && { id: { lt: last } }) },
      orderBy: { id: "desc" },
      take: PAGE_ROWS,
    });
    if (rows.length > 0) yield viewEvents(ctx, rows);
    last = rows.at(-1)?.id;
    if (rows.length < PAGE_ROWS) return;
  }
}

import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { DeliveryCriteria, type ParsedCriteria, searchConditions } from "#lib/deliveries/delivery-filters";
import { type DeliveryView, deliveryView } from "#lib/deliveries/delivery-view";
import { selectDeliveries } from "#lib/deliveries/select-page";
import { parseInput } from "#lib/errors/parse-input";
import { EXPORT_FORMATS, type ExportFile, exportFile } from "#lib/export/export-file";
import { idTime } from "#lib/ids";

const PAGE_ROWS = 500;

const COLUMNS = [
  "id",
  "createdAt",
  "status",
  "type",
  "webhookId",
  "webhookName",
  "eventId",
  "attemptCount",
  "lastResponseStatus",
  "lastErrorCode",
  "nextAttemptAt",
  "completedAt",
  "test",
] as const satisfies readonly (keyof DeliveryView)[];

export const DeliveryExport = z.strictObject({
  ...DeliveryCriteria.shape,
  format: z.enum(EXPORT_FORMATS, "must be csv or ndjson").default("ndjson"),
});
export type DeliveryExport = z.input<typeof DeliveryExport>;

/**
 * All deliveries that match, newest first, as a file; those created after this call are not in it. Payloads are not in
 * it either. Who exported what is in the audit log.
 */
export async function exportDeliveries(ctx: WorkspaceContext, input: DeliveryExport): Promise<ExportFile> {
  requirePermission(ctx, "deliveries:read");
  const { format, ...criteria } = parseInput(DeliveryExport, input);
  const to = criteria.to ?? new Date();
  const { format: _, ...filters } = input;
  await recordAudit(db(), ctx, {
    action: "deliveries.exported",
    target: { type: "workspace", name: ctx.workspace.name },
    after: { format, filters },
  });
  return exportFile(
    {
      format,
      name: `${ctx.workspace.slug}-deliveries`,
      columns: COLUMNS.map((name) => ({ name, value: (row: DeliveryView) => row[name] })),
    },
    deliveryPages(ctx, { ...criteria, to }),
  );
}

async function* deliveryPages(ctx: WorkspaceContext, criteria: ParsedCriteria): AsyncGenerator<DeliveryView[]> {
  let last: string | undefined;
  for (;;) {
    const conditions = await searchConditions(
      ctx,
      criteria,
      last === undefined ? undefined : new Date(idTime(last) + 1),
    );
    if (!conditions) return;
    const rows = await selectDeliveries(conditions, {
      id: last === undefined ? {} : { lt: last },
      orderBy: { id: "desc" },
      take: PAGE_ROWS,
    });
    if (rows.length > 0) yield rows.map((row) => deliveryView(row, row.webhookName));
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < PAGE_ROWS) return;
  }
}

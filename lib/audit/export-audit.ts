import "server-only";
import { type AuditView, auditView } from "#lib/audit/audit-view";
import { CSV_HEADER, csvLine } from "#lib/audit/csv";
import { AuditSelection, auditWhere } from "#lib/audit/list-audit";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";

const BATCH = 1000;

export const EXPORT_FORMATS = {
  csv: { type: "text/csv; charset=utf-8", header: CSV_HEADER, line: csvLine },
  ndjson: { type: "application/x-ndjson", header: "", line: (entry: AuditView) => `${JSON.stringify(entry)}\n` },
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/**
 * The selected part of the audit log as text, newest first, read a thousand entries at a time while it is sent. That it
 * was exported is in the log too.
 *
 * @throws {AppError} `forbidden`, `invalid_input`, before anything is sent
 */
export async function exportAudit(
  ctx: WorkspaceContext,
  format: ExportFormat,
  selection: AuditSelection,
): Promise<ReadableStream<Uint8Array>> {
  requirePermission(ctx, "audit:read");
  const where = auditWhere(ctx, parseInput(AuditSelection, selection));
  await recordAudit(db(), ctx, {
    action: "audit_log.exported",
    target: { type: "workspace", name: ctx.workspace.name },
    after: { format, ...selection },
  });
  const { header, line } = EXPORT_FORMATS[format];
  let last: string | undefined;
  let begun = false;
  return new ReadableStream(
    {
      async pull(controller) {
        const rows = await db().auditEntry.findMany({
          where: { ...where, ...(last && { id: { lt: last } }) },
          orderBy: { id: "desc" },
          take: BATCH,
        });
        last = rows.at(-1)?.id;
        const text = (begun ? "" : header) + rows.map((row) => line(auditView(row))).join("");
        begun = true;
        if (text) controller.enqueue(new TextEncoder().encode(text));
        if (rows.length < BATCH) controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}

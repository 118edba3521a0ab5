import "server-only";
import { z } from "zod";
import { type AuditView, auditView } from "#lib/audit/audit-view";
import { AuditSelection, auditWhere } from "#lib/audit/list-audit";
import { type AuditChange, recordAudit, recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { type Column, EXPORT_FORMATS, type ExportFile, type ExportFormat, exportFile } from "#lib/export/export-file";
import type { Prisma } from "#prisma/client";

const BATCH = 1000;

const COLUMNS: readonly Column<AuditView>[] = [
  { name: "time", value: (entry) => entry.createdAt },
  { name: "action", value: (entry) => entry.action },
  { name: "actor_type", value: (entry) => entry.actor.type },
  { name: "actor", value: (entry) => entry.actor.name },
  { name: "actor_id", value: (entry) => entry.actor.id },
  { name: "target_type", value: (entry) => entry.target.type },
  { name: "target", value: (entry) => entry.target.name },
  { name: "target_id", value: (entry) => entry.target.id },
  { name: "before", value: (entry) => entry.before && JSON.stringify(entry.before) },
  { name: "after", value: (entry) => entry.after && JSON.stringify(entry.after) },
  { name: "address", value: (entry) => entry.address },
  { name: "request_id", value: (entry) => entry.requestId },
  { name: "id", value: (entry) => entry.id },
];

export const AuditExport = z.strictObject({
  ...AuditSelection.shape,
  format: z.enum(EXPORT_FORMATS, "must be csv or ndjson").default("ndjson"),
});
export type AuditExport = z.input<typeof AuditExport>;

/**
 * The selected part of the audit log as a file, newest first, read a thousand entries at a time while it is sent. That
 * it was exported is in the log too.
 *
 * @throws {AppError} `forbidden`, `invalid_input`, before anything is sent
 */
export async function exportAudit(ctx: WorkspaceContext, input: AuditExport): Promise<ExportFile> {
  requirePermission(ctx, "audit:read");
  const { format, ...selection } = parseInput(AuditExport, input);
  await recordAudit(db(), ctx, exported({ type: "workspace", name: ctx.workspace.name }, format, input));
  const name = `${ctx.workspace.slug}-audit-log`;
  return exportFile({ format, name, columns: COLUMNS }, pages(auditWhere(ctx, selection)));
}

/** The same of the operators' log. @throws {AppError} as `exportAudit` */
export async function exportOperatorAudit(ctx: OperatorContext, input: AuditExport): Promise<ExportFile> {
  requireOperatorPermission(ctx, "instance:read");
  const { format, ...selection } = parseInput(AuditExport, input);
  await recordOperatorAudit(db(), ctx, null, exported({ type: "instance" }, format, input));
  return exportFile({ format, name: "operator-audit-log", columns: COLUMNS }, pages(auditWhere(ctx, selection)));
}

function exported(
  target: AuditChange["target"],
  format: ExportFormat,
  { format: _, ...filters }: AuditExport,
): AuditChange {
  return { action: "audit_log.exported", target, after: { format, filters } };
}

async function* pages(where: Prisma.AuditEntryWhereInput): AsyncGenerator<AuditView[]> {
  let last: string | undefined;
  for (;;) {
    const rows = await db().auditEntry.findMany({
      where: { ...where, ...(last && { id: { lt: last } }) },
      orderBy: { id: "desc" },
      take: BATCH,
    });
    if (rows.length > 0) yield rows.map(auditView);
    last = rows.at(-1)?.id;
    if (rows.length < BATCH) return;
  }
}

import { answerFile } from "#app/_lib/data-route";
import { type AuditExport, exportAudit } from "#lib/audit/export-audit";
import { readQuery } from "#lib/http/body";

/** The audit log as a file, sent while it is read. */
export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerFile((await params).workspace, (ctx) => exportAudit(ctx, readQuery<AuditExport>(request)));
}

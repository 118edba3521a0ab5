import { answerOperatorFile } from "#app/_lib/operator";
import { type AuditExport, exportOperatorAudit } from "#lib/audit/export-audit";
import { readQuery } from "#lib/http/body";

export async function GET(request: Request) {
  return answerOperatorFile((ctx) => exportOperatorAudit(ctx, readQuery<AuditExport>(request)));
}

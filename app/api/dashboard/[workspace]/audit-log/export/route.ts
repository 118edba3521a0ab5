import { z } from "zod";
import { answerWith } from "#app/_lib/data-route";
import { EXPORT_FORMATS, exportAudit } from "#lib/audit/export-audit";
import type { AuditSelection } from "#lib/audit/list-audit";
import { parseInput } from "#lib/errors/parse-input";
import { readQuery } from "#lib/http/body";

const Format = z.enum(["csv", "ndjson"], "must be csv or ndjson");

/** The audit log as a file, sent while it is read. */
export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  return answerWith(workspace, async (ctx) => {
    const { format: given, ...selection } = readQuery<AuditSelection & { format?: string }>(request);
    const format = parseInput(Format, given);
    const name = `audit-log-${ctx.workspace.slug}-${new Date().toISOString().slice(0, 10)}.${format}`;
    return new Response(await exportAudit(ctx, format, selection), {
      headers: {
        "content-type": EXPORT_FORMATS[format].type,
        "content-disposition": `attachment; filename="${name}"`,
        // What people have typed is in it: whatever opens it shall run nothing.
        "content-security-policy": "sandbox; default-src 'none'",
      },
    });
  });
}

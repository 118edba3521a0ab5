import { type AuditExport, exportAudit } from "#lib/audit/export-audit";
import { readQuery } from "#lib/http/body";
import { fileResponse } from "#lib/http/file-response";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("audit:read", async ({ ctx, request }) =>
  fileResponse(await exportAudit(ctx, readQuery<AuditExport>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

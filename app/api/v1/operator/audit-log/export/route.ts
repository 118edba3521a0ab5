import { type AuditExport, exportOperatorAudit } from "#lib/audit/export-audit";
import { readQuery } from "#lib/http/body";
import { fileResponse } from "#lib/http/file-response";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute("instance:read", async ({ ctx, request }) =>
  fileResponse(await exportOperatorAudit(ctx, readQuery<AuditExport>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

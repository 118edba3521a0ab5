import { type AuditFilters, listAudit } from "#lib/audit/list-audit";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("audit:read", async ({ ctx, request }) =>
  Response.json(await listAudit(ctx, readQuery<AuditFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

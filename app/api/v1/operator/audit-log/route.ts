import { type AuditFilters, listOperatorAudit } from "#lib/audit/list-audit";
import { readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute("instance:read", async ({ ctx, request }) =>
  Response.json(await listOperatorAudit(ctx, readQuery<AuditFilters>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

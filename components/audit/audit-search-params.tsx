import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { AUDIT_GROUP_NAMES } from "#lib/audit/audit-view";

/** The filters of the audit log, as they stand in the URL. */
export const auditSearchParams = {
  group: parseAsStringLiteral(AUDIT_GROUP_NAMES),
  actor: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
};

export const loadAuditSearchParams = createLoader(auditSearchParams);
export type AuditSearch = Awaited<ReturnType<typeof loadAuditSearchParams>>;

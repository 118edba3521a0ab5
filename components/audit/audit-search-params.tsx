import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES, RANGES } from "#components/deliveries/delivery-search-params";
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

/** The same as lists take it. */
export function auditSelection({ group, actor, range, q, cursor }: AuditSearch) {
  return {
    ...(group && { group }),
    ...(actor && { actor }),
    ...(range && { from: new Date(Date.now() - RANGES[range] * 1000).toISOString() }),
    ...(q && { q }),
    ...(cursor && { cursor }),
  };
}

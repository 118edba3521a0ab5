import "server-only";
import type { Transaction } from "#lib/database/client";

/** The publisher's names of tenants, by row id. */
export async function tenantKeys(
  tx: Transaction,
  workspaceId: string,
  tenantIds: (string | null)[],
): Promise<Map<string, string>> {
  const ids = [...new Set(tenantIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const tenants = await tx.tenant.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, key: true },
  });
  return new Map(tenants.map((tenant) => [tenant.id, tenant.key]));
}

import "server-only";
import { db, type Transaction } from "#lib/database/client";

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

/** The row id of the tenant with this key, or null. */
export async function tenantIdOf(workspaceId: string, key: string): Promise<string | null> {
  const tenant = await db().tenant.findUnique({
    where: { workspaceId_key: { workspaceId, key } },
    select: { id: true },
  });
  return tenant?.id ?? null;
}

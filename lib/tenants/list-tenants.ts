import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";

/** As many as a person can choose from; the API takes any key. */
const MAX_TENANTS = 500;

export interface TenantView {
  /** The publisher's own name for it. */
  key: string;
  name: string;
}

/** The workspace's tenants by name, at most 500. */
export async function listTenants(ctx: WorkspaceContext): Promise<TenantView[]> {
  requirePermission(ctx, "webhooks:read");
  return db().tenant.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ name: "asc" }, { key: "asc" }],
    take: MAX_TENANTS,
    select: { key: true, name: true },
  });
}

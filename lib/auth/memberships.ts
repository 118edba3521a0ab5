import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import type { Role } from "#prisma/client";

/** A workspace that a person belongs to, and as what. */
export interface Membership {
  workspace: WorkspaceContext["workspace"];
  role: Role;
  /** The name of the workspace's product. */
  product: string;
  suspendedAt: Date | null;
  suspendedReason: string | null;
}

type Row = Omit<Membership, "workspace"> & WorkspaceContext["workspace"];

/** The workspaces a person belongs to, by name. */
export async function listMemberships(userId: string): Promise<Membership[]> {
  const rows = await acrossWorkspaces(
    () => db().$queryRaw<Row[]>`
      SELECT w.id, w.slug, w.name, w.product_id AS "productId", w.hide_payloads AS "hidePayloads", m.role::text,
             p.name AS product, w.suspended_at AS "suspendedAt", w.suspended_reason AS "suspendedReason"
        FROM member m JOIN workspace w ON w.id = m.workspace_id JOIN product p ON p.id = w.product_id
       WHERE m.user_id = ${userId}::uuid ORDER BY w.name`,
  );
  return rows.map(({ role, product, suspendedAt, suspendedReason, ...workspace }) => ({
    workspace,
    role,
    product,
    suspendedAt,
    suspendedReason,
  }));
}

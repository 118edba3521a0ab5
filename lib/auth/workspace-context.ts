import "server-only";
import { randomUUID } from "node:crypto";
import type { CurrentUser } from "#lib/auth/current-user";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces, enterWorkspace } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import { suspended } from "#lib/workspaces/suspended";
import type { Role } from "#prisma/client";

/**
 * The context of a signed-in person in a workspace, from their membership as it is now.
 *
 * @throws {AppError} `not_found` for a missing workspace and for one they do not belong to alike; `workspace_suspended`
 */
export async function workspaceContext(
  user: Pick<CurrentUser, "id" | "name" | "email">,
  slug: string,
  request: { address: string | null },
): Promise<WorkspaceContext> {
  const membership = await findMembership(user.id, slug);
  if (!membership) throw notFound("workspace");
  const { role, suspendedAt, suspendedReason, ...workspace } = membership;
  if (suspendedAt) throw suspended({ suspendedReason });
  enterWorkspace(workspace.id);
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    workspace,
    role,
    request: { id: randomUUID(), address: request.address },
  };
}

type Membership = WorkspaceContext["workspace"] & {
  role: Role;
  suspendedAt: Date | null;
  suspendedReason: string | null;
};

/** In one round trip, since every page and every action waits for it. */
async function findMembership(userId: string, slug: string): Promise<Membership | undefined> {
  const rows = await acrossWorkspaces(
    () => db().$queryRaw<Membership[]>`
      SELECT m.role::text, w.id, w.slug, w.name, w.product_id AS "productId", w.hide_payloads AS "hidePayloads",
             w.suspended_at AS "suspendedAt", w.suspended_reason AS "suspendedReason"
        FROM member m JOIN workspace w ON w.id = m.workspace_id
       WHERE m.user_id = ${userId}::uuid AND w.slug = ${slug}`,
  );
  return rows[0];
}

/** The workspaces a person belongs to, by name. */
export async function listMemberships(
  user: CurrentUser,
): Promise<{ slug: string; name: string; product: string; role: Role; suspended: boolean }[]> {
  return acrossWorkspaces(
    () => db().$queryRaw`
      SELECT w.slug, w.name, p.name AS product, m.role::text, w.suspended_at IS NOT NULL AS suspended
        FROM member m JOIN workspace w ON w.id = m.workspace_id JOIN product p ON p.id = w.product_id
       WHERE m.user_id = ${user.id}::uuid ORDER BY w.name`,
  );
}

/** A workspace of theirs that is suspended, for the page that says so; null for any other. */
export async function findSuspension(
  user: CurrentUser,
  slug: string,
): Promise<{ name: string; product: string; since: string; reason: string | null } | null> {
  const workspace = await acrossWorkspaces(() =>
    db().workspace.findFirst({
      where: { slug, suspendedAt: { not: null }, members: { some: { userId: user.id } } },
      select: { name: true, suspendedAt: true, suspendedReason: true, product: { select: { name: true } } },
    }),
  );
  if (!workspace?.suspendedAt) return null;
  const { name, suspendedAt, suspendedReason, product } = workspace;
  return { name, product: product.name, since: suspendedAt.toISOString(), reason: suspendedReason };
}

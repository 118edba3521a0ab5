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
  const member = await acrossWorkspaces(() =>
    db().member.findFirst({
      where: { userId: user.id, workspace: { slug } },
      select: {
        role: true,
        workspace: {
          select: {
            id: true,
            slug: true,
            name: true,
            productId: true,
            hidePayloads: true,
            suspendedAt: true,
            suspendedReason: true,
          },
        },
      },
    }),
  );
  if (!member) throw notFound("workspace");
  const { suspendedAt, suspendedReason, ...workspace } = member.workspace;
  if (suspendedAt) throw suspended({ suspendedReason });
  enterWorkspace(workspace.id);
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    workspace,
    role: member.role,
    request: { id: randomUUID(), address: request.address },
  };
}

/** The workspaces a person belongs to, by name. */
export async function listMemberships(
  user: CurrentUser,
): Promise<{ slug: string; name: string; product: string; role: Role; suspended: boolean }[]> {
  const members = await acrossWorkspaces(() =>
    db().member.findMany({
      where: { userId: user.id },
      select: {
        role: true,
        workspace: { select: { slug: true, name: true, suspendedAt: true, product: { select: { name: true } } } },
      },
      orderBy: { workspace: { name: "asc" } },
    }),
  );
  return members.map(({ role, workspace }) => ({
    slug: workspace.slug,
    name: workspace.name,
    product: workspace.product.name,
    role,
    suspended: workspace.suspendedAt !== null,
  }));
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

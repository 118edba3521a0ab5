import "server-only";
import { randomUUID } from "node:crypto";
import type { CurrentUser } from "#lib/auth/current-user";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces, enterWorkspace } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import type { Role } from "#prisma/client";

/**
 * The context of a signed-in person in a workspace, from their membership as it is now.
 *
 * @throws {AppError} `not_found` for a missing workspace and for one they do not belong to alike
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
        workspace: { select: { id: true, slug: true, name: true, productId: true, hidePayloads: true } },
      },
    }),
  );
  if (!member) throw notFound("workspace");
  enterWorkspace(member.workspace.id);
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    workspace: member.workspace,
    role: member.role,
    request: { id: randomUUID(), address: request.address },
  };
}

/** The workspaces a person belongs to, by name. */
export async function listMemberships(
  user: CurrentUser,
): Promise<{ slug: string; name: string; product: string; role: Role }[]> {
  const members = await acrossWorkspaces(() =>
    db().member.findMany({
      where: { userId: user.id },
      select: { role: true, workspace: { select: { slug: true, name: true, product: { select: { name: true } } } } },
      orderBy: { workspace: { name: "asc" } },
    }),
  );
  return members.map(({ role, workspace }) => ({
    slug: workspace.slug,
    name: workspace.name,
    product: workspace.product.name,
    role,
  }));
}

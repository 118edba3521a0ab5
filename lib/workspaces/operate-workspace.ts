import "server-only";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { isStorable } from "#lib/text/is-storable";
import type { Prisma } from "#prisma/client";

const CONTEXT_FACTS = {
  id: true,
  slug: true,
  name: true,
  productId: true,
  hidePayloads: true,
} as const satisfies Prisma.WorkspaceSelect;

/** The condition that finds a workspace by its public id or slug. No slug looks like an id, or is empty. */
export function workspaceByRef(ref: string): Prisma.WorkspaceWhereUniqueInput {
  const id = parseId("workspace", ref);
  return id ? { id } : { slug: isStorable(ref) ? ref : "" };
}

/**
 * What an operator does in a workspace, by the verbs of its members: as an owner, and named as an operator in its audit
 * log. The permission of the operator is the caller's to check.
 *
 * @param ref its public id or slug
 * @throws {AppError} `not_found`
 */
export async function operateWorkspace(
  ctx: OperatorContext,
  ref: string,
  tx: Transaction = db(),
): Promise<WorkspaceContext> {
  const workspace = await tx.workspace.findUnique({ where: workspaceByRef(ref), select: CONTEXT_FACTS });
  if (!workspace) throw notFound("workspace");
  return asOwner(ctx, workspace);
}

/** The same for a workspace that is known already. */
export function asOwner(
  { actor, request }: OperatorContext,
  workspace: WorkspaceContext["workspace"],
): WorkspaceContext {
  const { id, name } = actor;
  return {
    actor: { type: actor.type === "key" ? "operator_key" : "operator", id, name },
    workspace,
    role: "owner",
    request,
  };
}

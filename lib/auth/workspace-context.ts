import "server-only";
import { randomUUID } from "node:crypto";
import type { SignedInUser } from "#lib/auth/current-user";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { enterWorkspace } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import { suspended } from "#lib/workspaces/suspended";

type Person = Pick<SignedInUser, "id" | "name" | "email" | "memberships">;

/**
 * The context of a signed-in person in a workspace, from their membership as it is now.
 *
 * @throws {AppError} `not_found` for a missing workspace and for one they do not belong to alike; `workspace_suspended`
 */
export function workspaceContext(user: Person, slug: string, request: { address: string | null }): WorkspaceContext {
  const membership = membershipOf(user, slug);
  if (!membership) throw notFound("workspace");
  const { workspace, role, suspendedAt, suspendedReason } = membership;
  if (suspendedAt) throw suspended({ suspendedReason });
  enterWorkspace(workspace.id);
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    workspace,
    role,
    request: { id: randomUUID(), address: request.address },
  };
}

/** A workspace of theirs that is suspended, for the page that says so; null for any other. */
export function findSuspension(
  user: Person,
  slug: string,
): { name: string; product: string; since: string; reason: string | null } | null {
  const membership = membershipOf(user, slug);
  if (!membership?.suspendedAt) return null;
  const { workspace, product, suspendedAt, suspendedReason } = membership;
  return { name: workspace.name, product, since: suspendedAt.toISOString(), reason: suspendedReason };
}

const membershipOf = ({ memberships }: Person, slug: string) =>
  memberships.find(({ workspace }) => workspace.slug === slug);

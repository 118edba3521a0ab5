import { AppError } from "#lib/errors/app-error";
import type { Claim } from "#lib/idempotency/claim-key";
import type { Levels } from "#lib/limits/spend";
import { may, type Permission } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

/**
 * Who acts: a signed-in person, a program with a workspace's API key, somebody who operates the instance by hand or with an
 * operator key, or Posthorn itself.
 */
export type Actor =
  | { type: "user"; id: string; name: string; email: string }
  | {
      type: "key";
      id: string;
      name: string;
      scopes: readonly string[];
      integrationId: string | null;
      createdById: string | null;
    }
  | { type: "operator" | "operator_key"; id: string; name: string }
  | { type: "system"; name: string };

/**
 * Who acts, in which workspace, with which role. The first parameter of everything that touches workspace data; every
 * query is filtered by `workspace.id`. Made only by lib/auth from a verified membership or key.
 */
export interface WorkspaceContext {
  actor: Actor;
  workspace: { id: string; slug: string; name: string; productId: string; hidePayloads: boolean };
  /** The member's role; for a key, the role its scopes may at most use. */
  role: Role;
  request: {
    id: string;
    address: string | null;
    /** Of a request that must not be carried out twice: every change is bound to it (lib/audit/record-audit.ts). */
    idempotency?: Claim;
    /** What the request has taken from rate limits. */
    levels?: Levels;
  };
}

/** The user whose webhooks count as the actor's own: the person, or the person who made the key. */
export function actingUserId(ctx: WorkspaceContext): string | null {
  if (ctx.actor.type === "user") return ctx.actor.id;
  return ctx.actor.type === "key" ? ctx.actor.createdById : null;
}

/** Whether the actor may do this: the role allows it and, for a key, so does one of its scopes (`*` is every scope). */
export function isAllowed(ctx: WorkspaceContext, permission: Permission, ownerId?: string | null): boolean {
  if (!hasScope(ctx.actor, permission)) return false;
  const owns = ownerId === undefined || (ownerId !== null && ownerId === actingUserId(ctx));
  return may(ctx.role, permission, owns);
}

/**
 * @param ownerId the owner of the thing concerned, where a permission depends on it
 * @throws {AppError} `forbidden`
 */
export function requirePermission(ctx: WorkspaceContext, permission: Permission, ownerId?: string | null): void {
  if (isAllowed(ctx, permission, ownerId)) return;
  throw new AppError("forbidden", refusal(ctx, permission));
}

function hasScope(actor: Actor, permission: Permission): boolean {
  return actor.type !== "key" || actor.scopes.includes("*") || actor.scopes.includes(permission);
}

function refusal(ctx: WorkspaceContext, permission: Permission): string {
  if (ctx.actor.type !== "key")
    return `Your role (${ctx.role}) does not allow this. Ask an admin of ${ctx.workspace.name}.`;
  return hasScope(ctx.actor, permission)
    ? `A key does at most what whoever made it may do, and the role ${ctx.role} does not allow this.`
    : `This key has no "${permission}" scope.`;
}

import { AppError } from "#lib/errors/app-error";
import type { Claim } from "#lib/idempotency/claim-key";
import type { Levels } from "#lib/limits/spend";

/** What an operator key may be allowed to do. People who operate the instance may do all of it. */
export const OPERATOR_PERMISSIONS = [
  "products:read",
  "products:write",
  "workspaces:read",
  "workspaces:write",
  "instance:read",
  "instance:write",
] as const;
export type OperatorPermission = (typeof OPERATOR_PERMISSIONS)[number];

/** What an operator key may be allowed to do, `*` being everything. */
export const OPERATOR_SCOPES = ["*", ...OPERATOR_PERMISSIONS] as const;

/** Who operates this instance: a person, or a program such as the SaaS backend that provisions workspaces. */
export type OperatorActor =
  | { type: "user"; id: string; name: string; email: string }
  | { type: "key"; id: string; name: string; scopes: readonly string[]; createdById: string | null };

/**
 * Who operates this instance, for what belongs to no workspace or to all of them. The first parameter of everything that
 * only operators may see or do; made only by lib/auth.
 */
export interface OperatorContext {
  actor: OperatorActor;
  request: {
    id: string;
    address: string | null;
    /** Of a request that must not be carried out twice: every change is bound to it (lib/audit/record-audit.ts). */
    idempotency?: Claim;
    levels?: Levels;
  };
}

/** The person whose doing it is: the operator, or whoever made the key. */
export function operatingUserId({ actor }: OperatorContext): string | null {
  return actor.type === "user" ? actor.id : actor.createdById;
}

/** Whether the operator may do this: a person may, a key as far as its scopes go. */
export function isAllowedOperator({ actor }: OperatorContext, permission: OperatorPermission): boolean {
  return actor.type === "user" || actor.scopes.includes("*") || actor.scopes.includes(permission);
}

/** @throws {AppError} `forbidden` */
export function requireOperatorPermission(ctx: OperatorContext, permission: OperatorPermission): void {
  if (!isAllowedOperator(ctx, permission)) throw new AppError("forbidden", `This key has no "${permission}" scope.`);
}

import "server-only";
import { randomUUID } from "node:crypto";
import type { CurrentUser } from "#lib/auth/current-user";
import { notFound } from "#lib/errors/app-error";

/**
 * A person who operates this instance, for what belongs to no workspace. The first parameter of everything that only
 * operators may see or do; made only here.
 */
export interface OperatorContext {
  actor: { type: "user"; id: string; name: string; email: string };
  request: { id: string; address: string | null };
}

/**
 * The context of a signed-in operator.
 *
 * @throws {AppError} `not_found` for everybody else, who may not know that there is anything
 */
export function operatorContext(user: CurrentUser, request: { address: string | null }): OperatorContext {
  if (!user.isOperator) throw notFound("page");
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    request: { id: randomUUID(), address: request.address },
  };
}

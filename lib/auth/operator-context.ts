import "server-only";
import { randomUUID } from "node:crypto";
import type { CurrentUser } from "#lib/auth/current-user";
import type { OperatorContext } from "#lib/context/operator-context";
import { enterAllWorkspaces } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";

/**
 * The context of a signed-in operator.
 *
 * @throws {AppError} `not_found` for everybody else, who may not know that there is anything
 */
export function operatorContext(user: CurrentUser, request: { address: string | null }): OperatorContext {
  if (!user.isOperator) throw notFound("page");
  enterAllWorkspaces();
  return {
    actor: { type: "user", id: user.id, name: user.name, email: user.email },
    request: { id: randomUUID(), address: request.address },
  };
}

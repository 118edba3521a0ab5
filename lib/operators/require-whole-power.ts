import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { AppError } from "#lib/errors/app-error";

/** An operator may do everything: only who may do everything can make or unmake one, or get in as one. @throws {AppError} `forbidden` */
export function requireWholePower(ctx: OperatorContext): void {
  requireOperatorPermission(ctx, "instance:write");
  if (ctx.actor.type === "key" && !ctx.actor.scopes.includes("*")) {
    throw new AppError("forbidden", 'Only a key with the scope "*" decides who operates this instance.');
  }
}

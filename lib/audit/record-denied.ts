import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { Limiter } from "#lib/limits/limiter";
import { log } from "#lib/log";

/** Per actor: a program in a loop must not fill a log that nobody may clear. */
const QUOTA = { units: 20, windowMs: 3_600_000 };
const limiter = new Limiter();

/**
 * Notes in the audit log that somebody was refused, and passes the failure on. What else went wrong is none of its
 * business. Never fails by itself.
 *
 * @param what what was asked for, e.g. `PATCH /api/v1/members/…`; null for a page's action
 */
export async function recordDenied(ctx: WorkspaceContext, error: unknown, what: string | null): Promise<void> {
  if (!(error instanceof AppError) || error.code !== "forbidden" || ctx.actor.type === "system") return;
  const claim = { name: "denied", holder: `${ctx.workspace.id}/${ctx.actor.id}`, quota: QUOTA, cost: 1 };
  if (limiter.take([claim], Date.now()).some(({ level }) => !level.allowed)) return;
  try {
    // Outside of the request's idempotency: nothing was changed.
    const { idempotency: _, ...request } = ctx.request;
    await recordAudit(
      db(),
      { ...ctx, request },
      {
        action: "access.denied",
        target: { type: "request", ...(what && { name: what }) },
        after: { reason: error.message },
      },
    );
  } catch (failure) {
    log().error({ err: failure }, "a refusal could not be recorded");
  }
}

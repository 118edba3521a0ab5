import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError } from "#lib/errors/app-error";
import { type Claim, Limiter, type Taken } from "#lib/limits/limiter";
import { QUOTAS, type QuotaName } from "#lib/limits/quotas";

const limiter = new Limiter();

/** Where the levels of this request's quotas are noted, for the `RateLimit` headers of its answer. */
export type Levels = Taken[];

/**
 * Takes one unit from the quota of the actor and from the workspace's. Posthorn itself is not limited.
 *
 * @throws {AppError} `rate_limited`
 */
export function spend(ctx: WorkspaceContext, name: QuotaName): void {
  if (ctx.actor.type === "system") return;
  const { actor, workspace } = QUOTAS[name];
  spendAll(
    [
      { name: `${name}-${ctx.actor.type}`, holder: `${ctx.workspace.id}/${ctx.actor.id}`, quota: actor, cost: 1 },
      { name: `${name}-workspace`, holder: ctx.workspace.id, quota: workspace, cost: 1 },
    ],
    ctx.request.levels,
  );
}

/**
 * Takes from all of these quotas, or from none.
 *
 * @throws {AppError} `rate_limited`, naming the quota that is used up and when to come back
 */
export function spendAll(claims: readonly Claim[], levels: Levels | undefined): void {
  const taken = limiter.take(claims, Date.now());
  levels?.push(...taken);
  const refused = taken.filter(({ level }) => !level.allowed);
  const [longest] = refused.toSorted((a, b) => b.level.retryAfterMs - a.level.retryAfterMs);
  if (!longest) return;
  const { claim, level } = longest;
  const seconds = Math.max(1, Math.ceil(level.retryAfterMs / 1000));
  const { units, windowMs } = claim.quota;
  throw new AppError(
    "rate_limited",
    `The limit "${claim.name}" (${units.toLocaleString("en")} in ${windowMs / 1000} s) is used up. Try again in ${seconds} s.`,
    { retryAfterSeconds: seconds },
  );
}

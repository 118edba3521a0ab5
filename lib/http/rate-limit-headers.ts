import type { Levels } from "#lib/limits/spend";

/**
 * Tells a caller what is left of its quotas (draft-ietf-httpapi-ratelimit-headers-10): `RateLimit-Policy` says how much
 * (`q`) in how many seconds (`w`), `RateLimit` how much remains (`r`) and when all of it is back (`t`).
 */
export function setRateLimitHeaders(headers: Headers, levels: Levels): void {
  if (levels.length === 0) return;
  const list = (item: (taken: Levels[number]) => string) => levels.map(item).join(", ");
  headers.set(
    "ratelimit-policy",
    list(({ claim: { name, quota } }) => `"${name}";q=${quota.units};w=${Math.ceil(quota.windowMs / 1000)}`),
  );
  headers.set(
    "ratelimit",
    list(({ claim: { name }, level }) => `"${name}";r=${level.remaining};t=${Math.ceil(level.resetMs / 1000)}`),
  );
}

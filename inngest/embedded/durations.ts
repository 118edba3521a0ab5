const UNITS_MS: Record<string, number> = {
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
};
const DAY_MS = 86_400_000;

/**
 * When a sleep is over. The SDK names a sleep either by a duration like `1d2h30s` or by an ISO 8601 instant.
 *
 * @throws when it is neither
 */
export function sleepEnd(name: string, now: Date): Date {
  if (/^(\d+[wdhms])*$/.test(name)) {
    const parts = [...name.matchAll(/(\d+)([wdhms])/g)];
    const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS_MS[String(unit)] ?? 0), 0);
    return new Date(now.getTime() + ms);
  }
  const at = new Date(name);
  if (Number.isNaN(at.getTime())) throw new Error(`The sleep "${name}" is neither a duration nor a date.`);
  return at;
}

/**
 * The delay that a `Retry-After` header asks for, in milliseconds between 0 and a day; null when there is none or it
 * is neither seconds nor a date.
 */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : new Date(header).getTime() - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), DAY_MS);
}

/** What people are told about a key: whether it works, and how long. */
export type KeyState = "active" | "expiring" | "replaced" | "expired" | "revoked";

const SOON_MS = 7 * 86_400_000;

interface Lifetime {
  expiresAt: string | null;
  revokedAt: string | null;
  replacedBy: string | null;
}

/** The state of a key at a moment, in ms since 1970. A replaced one still works; one that expires within a week does too. */
export function keyState({ expiresAt, revokedAt, replacedBy }: Lifetime, nowMs: number): KeyState {
  if (revokedAt !== null) return "revoked";
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return "expired";
  if (replacedBy !== null) return "replaced";
  return leftMs <= SOON_MS ? "expiring" : "active";
}

import { type Level, type Quota, takeFromBucket } from "#lib/limits/bucket";

/** Callers remembered at once. A bucket that is full again is as good as none, so those go first. */
const MAX_BUCKETS = 50_000;

/** One quota to take from, and whose it is. */
export interface Claim {
  /** What the caller sees in `RateLimit`, e.g. `reveal-key`. */
  name: string;
  /** Whose bucket it is, e.g. a key's id. */
  holder: string;
  quota: Quota;
  cost: number;
}

export interface Taken {
  claim: Claim;
  level: Level;
}

/** Remembers how much each caller has used, in the memory of this process (docs/decisions/0006-limits-in-memory.md). */
export class Limiter {
  readonly #buckets = new Map<string, number>();

  /** Takes from all of these buckets, or from none when one of them has not enough. */
  take(claims: readonly Claim[], now: number): Taken[] {
    const taken = claims.map((claim) => ({
      claim,
      level: takeFromBucket(claim.quota, this.#buckets.get(nameOf(claim)), claim.cost, now),
    }));
    if (taken.every(({ level }) => level.allowed)) {
      if (this.#buckets.size + taken.length > MAX_BUCKETS) this.#forgetFull(now);
      for (const { claim, level } of taken) this.#buckets.set(nameOf(claim), level.fullAt);
    }
    return taken;
  }

  /** Gives back what was taken, when it turns out not to count. */
  giveBack(claims: readonly Claim[], now: number): void {
    for (const claim of claims) {
      const fullAt = this.#buckets.get(nameOf(claim));
      if (fullAt === undefined) continue;
      const unitMs = claim.quota.windowMs / claim.quota.units;
      this.#buckets.set(nameOf(claim), Math.max(now, fullAt - claim.cost * unitMs));
    }
  }

  #forgetFull(now: number): void {
    for (const [name, fullAt] of this.#buckets) if (fullAt <= now) this.#buckets.delete(name);
    // All in use: forgetting everything is generous for a moment, growing without end is worse.
    if (this.#buckets.size >= MAX_BUCKETS) this.#buckets.clear();
  }
}

const nameOf = ({ name, holder }: Claim) => `${name}/${holder}`;

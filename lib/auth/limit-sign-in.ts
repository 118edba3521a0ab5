import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "#lib/errors/app-error";
import { type Claim, Limiter } from "#lib/limits/limiter";

const MINUTE_MS = 60_000;
/** Wrong passwords. For an address of ours and for one that nobody has alike, so the refusal tells nothing. */
const QUOTAS = {
  account: { units: 10, windowMs: 15 * MINUTE_MS },
  address: { units: 100, windowMs: 15 * MINUTE_MS },
} as const;

const limiter = new Limiter();

/**
 * Takes a try from the account's and the network address's quota before the password is looked at, so that tries at the
 * same time count too. Whoever was right gets it back.
 *
 * @throws {AppError} `rate_limited`
 */
export function limitSignIn(email: string, address: string | null): { giveBack: () => void } {
  const claims: Claim[] = [
    // Hashed: an address may be a long text, and this process need not keep a list of them.
    { name: "sign-in-account", holder: digest(email.trim().toLowerCase()), quota: QUOTAS.account, cost: 1 },
    { name: "sign-in-address", holder: address ?? "unknown", quota: QUOTAS.address, cost: 1 },
  ];
  const refused = limiter.take(claims, Date.now()).filter(({ level }) => !level.allowed);
  if (refused.length > 0) {
    const seconds = Math.ceil(Math.max(...refused.map(({ level }) => level.retryAfterMs)) / 1000);
    throw new AppError("rate_limited", `Too many tries. Try again in ${Math.ceil(seconds / 60)} min.`, {
      retryAfterSeconds: seconds,
    });
  }
  return { giveBack: () => limiter.giveBack(claims, Date.now()) };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

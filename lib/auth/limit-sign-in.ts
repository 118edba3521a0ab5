import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "#lib/errors/app-error";
import { addressHolder } from "#lib/http/client-address";
import type { Quota } from "#lib/limits/bucket";
import { type Claim, Limiter } from "#lib/limits/limiter";

const in15Minutes = (units: number): Quota => ({ units, windowMs: 15 * 60_000 });

/** For an address of ours and for one that nobody has alike, so the refusal tells nothing. */
const QUOTAS = {
  /** Wrong passwords. */
  "sign-in-account": in15Minutes(10),
  "sign-in-address": in15Minutes(100),
  /** Mails with a link. */
  "link-account": in15Minutes(5),
  "link-address": in15Minutes(30),
  /** Ways to a provider and back, each of which makes us call it. */
  "provider-address": in15Minutes(100),
  /** Links from mails that are looked at or used. */
  "token-address": in15Minutes(100),
  /** Set-up links, of which there are one or two. */
  "setup-address": in15Minutes(20),
} as const;

type QuotaName = keyof typeof QUOTAS;

const limiter = new Limiter();

/**
 * Takes a try from the account's and the network address's quota before the password is looked at, so that tries at the
 * same time count too. Whoever was right gets it back.
 *
 * @throws {AppError} `rate_limited`
 */
export function limitSignIn(email: string, address: string | null): { giveBack: () => void } {
  const claims = [ofAccount("sign-in-account", email), ofAddress("sign-in-address", address)];
  take(claims);
  return { giveBack: () => limiter.giveBack(claims, Date.now()) };
}

/** Counts a mail with a link. @throws {AppError} `rate_limited` */
export function limitLinks(email: string, address: string | null): void {
  take([ofAccount("link-account", email), ofAddress("link-address", address)]);
}

/** Counts what a network address does without naming anybody. @throws {AppError} `rate_limited` */
export function limitAddress(
  name: Extract<QuotaName, `${"provider" | "token" | "setup"}-address`>,
  address: string | null,
) {
  take([ofAddress(name, address)]);
}

function ofAccount(name: QuotaName, email: string): Claim {
  // Hashed: an address may be a long text, and this process need not keep a list of them.
  return { name, holder: digest(email.trim().toLowerCase()), quota: QUOTAS[name], cost: 1 };
}

function ofAddress(name: QuotaName, address: string | null): Claim {
  return { name, holder: addressHolder(address), quota: QUOTAS[name], cost: 1 };
}

function take(claims: Claim[]): void {
  const refused = limiter.take(claims, Date.now()).filter(({ level }) => !level.allowed);
  if (refused.length === 0) return;
  const seconds = Math.ceil(Math.max(...refused.map(({ level }) => level.retryAfterMs)) / 1000);
  throw new AppError("rate_limited", `Too many tries. Try again in ${Math.ceil(seconds / 60)} min.`, {
    retryAfterSeconds: seconds,
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

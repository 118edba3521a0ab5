import { Resolver } from "node:dns/promises";
import { isLocalhost, type Target } from "#lib/egress/parse-target";
import type { EgressPolicy } from "#lib/egress/policy";
import { isAllowedAddress } from "#lib/egress/policy";

export type Resolution =
  | { ok: true; addresses: string[] }
  | { ok: false; code: "dns_error" | "blocked_address"; message: string };

const QUERY_TIMEOUT_MS = 2000;
/** A busy webhook is not looked up for every request; connections are pinned to checked addresses all the same. */
const CACHE_MS = 5000;
const CACHE_MAX = 10_000;

/** c-ares, not `dns.lookup`, which shares four threads: one slow zone would hold up all the others. */
const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 2 });
const cache = new Map<string, { expiresAt: number; answer: Promise<string[]> }>();

/** Every address a host name has now. Injected in tests. */
export type Lookup = (host: string) => Promise<string[]>;

/**
 * Resolves a target once and checks every answer. One private address among public ones refuses the lot: the name is
 * not under its owner's control, or it is an attempt at rebinding.
 */
export async function resolveTarget(
  target: Target,
  policy: EgressPolicy,
  lookup: Lookup = cachedLookup,
): Promise<Resolution> {
  const addresses = target.address ? [target.address] : await lookup(target.host).catch(() => []);
  if (addresses.length === 0) {
    return { ok: false, code: "dns_error", message: `No address was found for ${target.host}.` };
  }
  if (!addresses.every((address) => isAllowedAddress(address, policy))) {
    return {
      ok: false,
      code: "blocked_address",
      message: `${target.host} points to a private or reserved address. Webhooks are sent to public addresses only.`,
    };
  }
  return { ok: true, addresses };
}

function cachedLookup(host: string): Promise<string[]> {
  const now = Date.now();
  const known = cache.get(host);
  if (known && known.expiresAt > now) return known.answer;
  const answer = lookUp(host);
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(host, { expiresAt: now + CACHE_MS, answer });
  answer.then(
    (addresses) => addresses.length === 0 && cache.delete(host),
    () => cache.delete(host),
  );
  return answer;
}

async function lookUp(host: string): Promise<string[]> {
  if (isLocalhost(host)) return ["127.0.0.1", "::1"];
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return [...(v4.status === "fulfilled" ? v4.value : []), ...(v6.status === "fulfilled" ? v6.value : [])];
}

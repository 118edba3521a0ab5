import { Resolver } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isLocalhost, isReachable, OWN_MESSAGE, schemeOrPortProblem, type Target } from "#lib/egress/parse-target";
import { type EgressPolicy, isExempt, isOwnEndpoint } from "#lib/egress/policy";

export type Resolution =
  | { ok: true; addresses: string[] }
  | { ok: false; code: "dns_error" | "blocked_address" | "invalid_url"; message: string };

const QUERY_TIMEOUT_MS = 2000;
/** How much longer AAAA is waited for when A has answered: some zones answer one and let the other hang. */
const SECOND_FAMILY_MS = 500;
/** A busy webhook is not looked up for every request; connections are pinned to checked addresses all the same. */
const CACHE_MS = 5000;
const CACHE_MAX = 10_000;

/** Every address a host name has now. */
export type Lookup = (host: string) => Promise<string[]>;

const systemLookup = createLookup();

/**
 * c-ares, not `dns.lookup`, which shares four threads: one slow zone would hold up all the others. Answers are kept for
 * a few seconds.
 *
 * @param servers the name servers to ask, as `1.1.1.1` or `[2606:4700::1111]:53`; default: the system's
 * @throws when one of them is no address
 */
export function createLookup(servers: readonly string[] = []): Lookup {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return cached(dnsLookup(resolver));
}

/**
 * Resolves a target once and checks every answer. One private address among public ones refuses the lot: the name is
 * not under its owner's control, or it is an attempt at rebinding.
 */
export async function resolveTarget(
  target: Target,
  policy: EgressPolicy,
  lookup: Lookup = systemLookup,
): Promise<Resolution> {
  if (target.address) return { ok: true, addresses: [target.address] };
  const { host } = target;
  let addresses: string[] = [];
  try {
    addresses = await lookup(host);
  } catch (error) {
    if (!isNotFound(error)) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      return { ok: false, code: "dns_error", message: `DNS gave no answer for ${host}${code && ` (${code})`}.` };
    }
  }
  if (addresses.length === 0) return { ok: false, code: "dns_error", message: `No address was found for ${host}.` };
  if (!addresses.every((address) => isReachable(address, target, policy))) {
    return {
      ok: false,
      code: "blocked_address",
      message: `${host} points to a private or reserved address. Webhooks are sent to public addresses only.`,
    };
  }
  if (!target.inspector && addresses.some((address) => isOwnEndpoint(address, target.port, policy))) {
    return { ok: false, code: "invalid_url", message: OWN_MESSAGE };
  }
  const exempt = target.inspector || addresses.every((address) => isExempt(address, policy));
  const problem = exempt ? null : schemeOrPortProblem(target, policy);
  return problem ? { ok: false, code: "invalid_url", message: problem } : { ok: true, addresses };
}

function cached(lookUp: Lookup): Lookup {
  const cache = new Map<string, { expiresAt: number; answer: Promise<string[]> }>();
  return (host) => {
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
  };
}

/** Asks this resolver's servers for both families. @throws the resolver's error when neither has an address */
export function dnsLookup(resolver: Resolver): Lookup {
  return async (host) => {
    if (isLocalhost(host)) return ["127.0.0.1", "::1"];
    const v6 = resolver.resolve6(host);
    // Awaited below, but perhaps not to its end.
    v6.catch(() => {});
    let failure: unknown;
    const v4 = await resolver.resolve4(host).catch((error: unknown) => {
      failure = error;
      return [];
    });
    if (v4.length > 0) {
      const rest = sleep(SECOND_FAMILY_MS, [], { ref: false });
      return [...v4, ...(await Promise.race([v6.catch(() => []), rest]))];
    }
    return v6.catch((error: unknown) => {
      // NXDOMAIN in one family and silence in the other is no NXDOMAIN.
      throw isNotFound(error) ? failure : error;
    });
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTFOUND" || error.code === "ENODATA");
}

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { Cidr } from "#lib/egress/policy";

/**
 * Where reverse proxies usually are: on this host, or beside it in a private network. Nobody on the internet connects
 * from these, so nobody there can make up an address.
 */
export const DEFAULT_TRUSTED_PROXIES = [
  "127.0.0.0/8",
  "::1/128",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "fe80::/10",
] as const;

/** Longer lists are nobody's chain of proxies. */
const MAX_HOPS = 20;

/**
 * The address a request comes from: the peer's own, or, while that is a trusted proxy, what it says in
 * `X-Forwarded-For` about who called it. Read from the nearest hop outwards, so what a client writes itself is never
 * reached. Pure.
 *
 * @param peer the other end of the connection
 * @param forwardedFor the header, nearest hop last
 * @returns an address as `ipaddr.js` writes it; null when not even the peer is known
 */
export function clientAddressOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly Cidr[],
): string | null {
  let nearest = parseAddress(peer);
  if (!nearest) return null;
  const hops = (forwardedFor ?? "").split(",").slice(-MAX_HOPS).toReversed();
  for (const hop of hops) {
    if (!isTrusted(nearest, trusted)) break;
    const next = parseAddress(hop);
    if (!next) break;
    nearest = next;
  }
  return nearest.toString();
}

/** What one visitor has of the network: of IPv6 a /64, which every household and every server gets whole. */
export function addressHolder(address: string | null): string {
  const parsed = parseAddress(address ?? undefined);
  if (parsed?.kind() !== "ipv6") return address ?? "unknown";
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`)}/64`;
}

function isTrusted(address: ipaddr.IPv4 | ipaddr.IPv6, trusted: readonly Cidr[]): boolean {
  return trusted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** An address, also with a port, in brackets or with a zone, as proxies write it; IPv4 in IPv6 becomes IPv4. */
function parseAddress(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const [, bracketed, withPort] = /^\[([^\]]+)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text?.trim() ?? "") ?? [];
  const address = (bracketed ?? withPort ?? text?.trim() ?? "").replace(/%.*$/, "");
  // Not `ipaddr.isValid`, which takes 2130706433 and 0x7f.1 for addresses too, and throws inside for whatever is none.
  return isIP(address) ? ipaddr.process(address) : null;
}

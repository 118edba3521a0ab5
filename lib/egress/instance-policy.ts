import "server-only";
import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { config } from "#lib/config";
import type { EgressPolicy } from "#lib/egress/policy";
import { createLookup, type Lookup } from "#lib/egress/resolve";

/** Interfaces come and go, but seldom, and listing them takes a while. */
const INTERFACES_MS = 30_000;

let interfaces: { addresses: ReadonlySet<string>; readAt: number } | undefined;

/** What this instance allows webhooks of a profile to reach. */
export function egressPolicy(profile: { allowHttp: boolean }): EgressPolicy {
  const { egress, url, port } = config();
  const own = new URL(url);
  return {
    allowHttp: profile.allowHttp,
    allowLoopback: egress.allowLoopback,
    allowNetworks: egress.allowNetworks,
    ownHost: `${own.hostname}:${own.port || (own.protocol === "https:" ? 443 : 80)}`,
    ownPort: port,
    ownAddresses: ownAddresses(),
  };
}

let lookup: Lookup | undefined;

/** How this instance resolves the names of webhooks: by the system's name servers, or those it is told. */
export function egressLookup(): Lookup {
  lookup ??= createLookup(config().egress.dnsServers);
  return lookup;
}

/** The addresses of this host, public ones included: what answers there is not the public internet (RELIABILITY.md §3.1). */
function ownAddresses(): ReadonlySet<string> {
  const now = performance.now();
  if (!interfaces || now - interfaces.readAt > INTERFACES_MS) {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    interfaces = { addresses: new Set(addresses.map(({ address }) => ipaddr.parse(address).toString())), readAt: now };
  }
  return interfaces.addresses;
}

import ipaddr from "ipaddr.js";

/** What this instance, and the profile concerned, allow a webhook to reach. */
export interface EgressPolicy {
  allowHttp: boolean;
  /** Demo mode: loopback addresses, at any port, also over plain http. */
  allowLoopback: boolean;
  /** Networks that may be reached although they are special-purpose, at any port, also over plain http. */
  allowNetworks: readonly Cidr[];
  /** Our own `host:port`: only its Inspector may be a target, or a delivery could cause the next. */
  ownHost: string | null;
  /** The port this instance listens on: on loopback, or on one of its own addresses, that is us under another name. */
  ownPort: number | null;
  /** The addresses of the host's own network interfaces, as `ipaddr.js` writes them. */
  ownAddresses: ReadonlySet<string>;
}

export type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** @throws {Error} when one is not a CIDR such as `10.0.0.0/8` */
export function parseCidrs(cidrs: readonly string[]): Cidr[] {
  return cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
}

/** IANA's special-purpose IPv4 ranges, and Azure's WireServer, which every library calls public (RELIABILITY.md §3.1). */
const BLOCKED_V4 = parseCidrs([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/** All of IPv6 but global unicast is refused, so mapped, NAT64, unique-local and unallocated forms fall out by themselves. */
const GLOBAL_V6 = parseCidrs(["2000::/3"]);
const BLOCKED_V6 = parseCidrs(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"]);

/** Cloud metadata services: no exception list opens these. */
const NEVER = parseCidrs(["169.254.0.0/16", "fd00:ec2::254/128", "168.63.129.16/32", "100.100.100.200/32"]);

const LOOPBACK = parseCidrs(["127.0.0.0/8", "::1/128"]);

function inAny(address: ipaddr.IPv4 | ipaddr.IPv6, cidrs: readonly Cidr[]): boolean {
  return cidrs.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

/** IPv6 ranges that carry an IPv4 address, and the bit at which it begins: mapped, compatible, translated, NAT64, 6to4. */
const EMBEDDING_V6 = [
  ["::/96", 96],
  ["::ffff:0:0/96", 96],
  ["::ffff:0:0:0/96", 96],
  ["64:ff9b::/96", 96],
  ["64:ff9b:1::/48", 96],
  ["2002::/16", 16],
].map(([cidr, bit]) => ({ cidrs: parseCidrs([String(cidr)]), byte: Number(bit) / 8 }));

/** Whether this is a metadata service, or an IPv6 address that a translator or the kernel would turn into one. */
function isMetadataService(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (inAny(address, NEVER)) return true;
  const bytes = address.toByteArray();
  return EMBEDDING_V6.some(
    ({ cidrs, byte }) => inAny(address, cidrs) && inAny(new ipaddr.IPv4(bytes.slice(byte, byte + 4)), NEVER),
  );
}

/** Whether the policy's exceptions (loopback in demo mode, the CIDR list) name this address. */
export function isExempt(address: string, policy: EgressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const excepted = (policy.allowLoopback && inAny(parsed, LOOPBACK)) || inAny(parsed, policy.allowNetworks);
  return excepted && !isMetadataService(parsed);
}

/** Whether a connection to this address is allowed: it is globally reachable, or exempt. */
export function isAllowedAddress(address: string, policy: EgressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  if (isExempt(address, policy)) return true;
  const parsed = ipaddr.parse(address);
  if (policy.ownAddresses.has(parsed.toString())) return false;
  return parsed.kind() === "ipv4" ? !inAny(parsed, BLOCKED_V4) : inAny(parsed, GLOBAL_V6) && !inAny(parsed, BLOCKED_V6);
}

/** Whether what listens at this address and port is this instance itself. */
export function isOwnEndpoint(address: string, port: number, policy: EgressPolicy): boolean {
  if (port !== policy.ownPort || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return inAny(parsed, LOOPBACK) || policy.ownAddresses.has(parsed.toString());
}

/**
 * Ports below 1024 other than 80 and 443, what browsers refuse (WHATWG "bad port"), and services that often listen
 * without a password.
 */
const BLOCKED_PORTS = new Set([
  1099, 1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061,
  5432, 5672, 5900, 5984, 5985, 5986, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7001, 9042,
  9092, 9200, 9300, 10080, 10250, 10255, 11211, 27017, 27018,
]);

/** Whether webhooks may be sent to this port. */
export function isAllowedPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !BLOCKED_PORTS.has(port));
}

import { isIP } from "node:net";
import { type EgressPolicy, isAllowedAddress, isAllowedPort, isExempt, isOwnEndpoint } from "#lib/egress/policy";

/** Where a webhook points, once its URL has passed every check that needs no DNS. */
export interface Target {
  url: URL;
  /** The host without brackets. */
  host: string;
  /** The host itself when it is an address. */
  address: string | null;
  port: number;
  /** Whether it is this instance's own Inspector, which may be reached at the host's own addresses. */
  inspector: boolean;
}

export type ParsedTarget =
  | { ok: true; target: Target }
  | { ok: false; code: "invalid_url" | "blocked_address"; message: string };

const URL_MAX = 2048;
const HOST_MAX = 253;

/**
 * Checks a webhook's URL: on save, and again before every attempt, because the policy may have changed.
 *
 * Anything that two parsers could read differently is refused: credentials, backslashes, white space, percent-encoded
 * hosts, addresses that are not written canonically (RELIABILITY.md §3.2).
 */
export function parseTarget(raw: string, policy: EgressPolicy): ParsedTarget {
  const invalid = (message: string): ParsedTarget => ({ ok: false, code: "invalid_url", message });
  if (raw.length > URL_MAX) return invalid(`The URL is longer than ${URL_MAX} characters.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  if (/[\s\\\x00-\x20\x7f]/.test(raw)) return invalid("The URL contains a space, a backslash or a control character.");
  const match = /^(https?):\/\/([^/?#]+)/i.exec(raw);
  if (!match) return invalid("The URL must start with https:// and a host name.");
  const authority = match[2] ?? "";
  if (authority.includes("@")) return invalid("The URL must not contain a user name or password.");
  if (authority.includes("%")) return invalid("The host name must not be percent-encoded.");
  if (!URL.canParse(raw)) return invalid("This is not a valid URL.");

  const url = new URL(raw);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const rawHost = authority
    .replace(/:\d*$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  const address = isIP(host) ? host : null;
  const port = url.port ? Number(url.port) : url.protocol === "https:" ? 443 : 80;
  const own =
    policy.ownHost === `${host}:${port}` ||
    (isLocalhost(host) ? port === policy.ownPort : address !== null && isOwnEndpoint(address, port, policy));
  const target = { url, host, address, port, inspector: own && url.pathname.startsWith("/inbox/") };
  if (address) {
    if (isIP(host) === 4 && rawHost !== host) {
      return invalid(`Write the address in its usual form, ${host}.`);
    }
    if (!isReachable(address, target, policy)) return blocked();
  } else {
    const problem = hostNameProblem(rawHost, host, policy);
    if (problem) return invalid(problem);
  }

  // With networks excepted, a name may turn out to be in one: resolveTarget decides.
  const exempt = address ? isExempt(address, policy) : isLocalhost(host) && policy.allowLoopback;
  const undecided = address === null && policy.allowNetworks.length > 0;
  const problem = exempt || undecided ? null : schemeOrPortProblem(target, policy);
  if (problem) return invalid(problem);
  if (own && !target.inspector) return invalid(OWN_MESSAGE);
  return { ok: true, target };
}

/** Why a target points back at us and must not. */
export const OWN_MESSAGE = "The URL points back to Posthorn itself. Only an Inspector inbox may be a target here.";

/** Whether this target may be reached at this address. */
export function isReachable(address: string, target: Pick<Target, "inspector">, policy: EgressPolicy): boolean {
  return isAllowedAddress(address, policy) || (target.inspector && policy.ownAddresses.has(address));
}

/** What public addresses ask of a URL, and excepted ones don't: https, and a port that webhooks are served on. */
export function schemeOrPortProblem({ url, port }: Pick<Target, "url" | "port">, policy: EgressPolicy): string | null {
  if (!isAllowedPort(port)) {
    return `Port ${port} is not allowed. Use 443, or a port from 1024 up that no well-known service uses.`;
  }
  return url.protocol === "http:" && !policy.allowHttp ? "The URL must start with https://." : null;
}

/** What a blocked address is told. It never names the address that was found, which would make us a port scanner. */
export function blocked(): { ok: false; code: "blocked_address"; message: string } {
  return {
    ok: false,
    code: "blocked_address",
    message: "The URL points to a private or reserved address. Webhooks are sent to public addresses only.",
  };
}

/** Whether a host is `localhost` or below it (RFC 6761). */
export function isLocalhost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}

function hostNameProblem(rawHost: string, host: string, policy: EgressPolicy): string | null {
  if (host.length > HOST_MAX) return `The host name is longer than ${HOST_MAX} characters.`;
  const labels = host.split(".");
  if (labels.some((label) => label === "")) return "The host name has an empty part; remove the extra dot.";
  if (labels.some((label) => label.length > 63)) return "A part of the host name is longer than 63 characters.";
  // A non-ASCII label must become punycode. One that turns into plain letters or dots (full-width letters, soft
  // hyphens, ideographic stops) is a disguise.
  const rawLabels = rawHost.split(".");
  const disguised =
    rawLabels.length !== labels.length ||
    rawLabels.some((label, i) => label !== labels[i] && !labels[i]?.startsWith("xn--"));
  if (disguised) return "The host name contains characters that stand for others; write it plainly.";
  if (labels.length === 1 && policy.allowNetworks.length === 0 && !(isLocalhost(host) && policy.allowLoopback)) {
    return "The host name must be a full domain name, such as hooks.example.com.";
  }
  return null;
}

import "server-only";
import { config } from "#lib/config";
import type { EgressPolicy } from "#lib/egress/policy";

/** What this instance allows webhooks of a profile to reach. */
export function egressPolicy(profile: { allowHttp: boolean }): EgressPolicy {
  const { egress, url } = config();
  const own = new URL(url);
  return {
    allowHttp: profile.allowHttp,
    allowLoopback: egress.allowLoopback,
    allowNetworks: egress.allowNetworks,
    ownHost: `${own.hostname}:${own.port || (own.protocol === "https:" ? 443 : 80)}`,
  };
}

import "server-only";
import { isIP } from "node:net";
import { z } from "zod";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { parseCidrs } from "#lib/egress/policy";

/** Where they are kept in `instance_setting`. */
export const EGRESS_IPS_SETTING = "egress-ips";

function isAddressOrNetwork(text: string): boolean {
  if (isIP(text) !== 0) return true;
  try {
    return /\/\d+$/.test(text) && parseCidrs([text]).length === 1;
  } catch {
    return false;
  }
}

/** The addresses we send from, as receivers' firewalls take them. */
export const EgressIps = z
  .array(
    z
      .string("must be text")
      .trim()
      .max(50, "is too long")
      .refine(isAddressOrNetwork, "must be an IP address or a network such as 203.0.113.0/28")
      .meta({ description: "An address, or a network such as `203.0.113.0/28`." }),
    "must be a list",
  )
  .max(200, "has more than 200 entries")
  .transform((ips) => [...new Set(ips)]);

export interface PublishedIps {
  ips: string[];
  /** Whether POSTHORN_EGRESS_IPS says so, which then can't be changed here. */
  fromEnvironment: boolean;
}

/** What is published at /api/v1/egress-ips. The environment comes first: whoever deploys knows the network. */
export async function publishedIps(): Promise<PublishedIps> {
  const { publicIps } = config().egress;
  if (publicIps.length > 0) return { ips: publicIps, fromEnvironment: true };
  const row = await db().instanceSetting.findUnique({ where: { key: EGRESS_IPS_SETTING } });
  return { ips: row ? EgressIps.parse(JSON.parse(row.value)) : [], fromEnvironment: false };
}

import { methods } from "#lib/http/methods";
import { publicRoute } from "#lib/http/routes";
import { publishedIps } from "#lib/instance/egress-ips";

/** The addresses that requests come from, for receivers' firewalls. Public, as the products publish theirs. */
const get = publicRoute(async () => Response.json({ data: (await publishedIps()).ips, nextCursor: null }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

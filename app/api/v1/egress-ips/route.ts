import { config } from "#lib/config";
import { publicRoute } from "#lib/http/routes";

/** The addresses that requests come from, for receivers' firewalls. Public, as the products publish theirs. */
export const GET = publicRoute(async () => Response.json({ data: config().egress.publicIps, nextCursor: null }));

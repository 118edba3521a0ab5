import { config } from "#lib/config";
import { methods } from "#lib/http/methods";
import { publicRoute } from "#lib/http/routes";

/** The addresses that requests come from, for receivers' firewalls. Public, as the products publish theirs. */
const get = publicRoute(async () => Response.json({ data: config().egress.publicIps, nextCursor: null }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { methods } from "#lib/http/methods";
import { publicRoute } from "#lib/http/routes";
import { listPublicKeys } from "#lib/webhooks/list-public-keys";

const get = publicRoute<{ id: string }>(async ({ params }) =>
  Response.json({ data: await listPublicKeys(params.id), nextCursor: null }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

import { publicRoute } from "#lib/http/routes";
import { listPublicKeys } from "#lib/webhooks/list-public-keys";

export const GET = publicRoute<{ id: string }>(async ({ params }) =>
  Response.json({ data: await listPublicKeys(params.id), nextCursor: null }),
);

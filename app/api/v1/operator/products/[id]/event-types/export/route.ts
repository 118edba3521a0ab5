import { exportCatalogue } from "#lib/event-types/export-catalogue";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute<{ id: string }>(
  "products:read",
  async ({ ctx, params }) =>
    new Response(exportCatalogue(await listCatalogue(ctx, params.id)), {
      headers: { "content-type": "application/json" },
    }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

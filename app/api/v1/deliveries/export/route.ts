import { type DeliveryExport, exportDeliveries } from "#lib/deliveries/export-deliveries";
import { readQuery } from "#lib/http/body";
import { fileResponse } from "#lib/http/file-response";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("deliveries:read", async ({ ctx, request }) =>
  fileResponse(await exportDeliveries(ctx, readQuery<DeliveryExport>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

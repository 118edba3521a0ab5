import { type EventExport, exportEvents } from "#lib/events/export-events";
import { readQuery } from "#lib/http/body";
import { fileResponse } from "#lib/http/file-response";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const get = workspaceRoute("events:read", async ({ ctx, request }) =>
  fileResponse(await exportEvents(ctx, readQuery<EventExport>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

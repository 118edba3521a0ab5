import { fileResponse } from "#lib/http/file-response";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { exportWorkspace } from "#lib/workspaces/export-workspace";

const get = operatorRoute<{ id: string }>("workspaces:read", async ({ ctx, params }) =>
  fileResponse(await exportWorkspace(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

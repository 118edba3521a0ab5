import {
  type ImportInput,
  type ImportQuery,
  importEventTypes,
  MAX_IMPORT_BYTES,
} from "#lib/event-types/import-event-types";
import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const post = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) => {
  const input = await readJson<ImportInput>(request, MAX_IMPORT_BYTES);
  return Response.json(await importEventTypes(ctx, params.id, input, readQuery<ImportQuery>(request)));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

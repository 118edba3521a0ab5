import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { type PreviewInput, previewProfile } from "#lib/profiles/preview-profile";

const post = operatorRoute<{ id: string }>("products:read", async ({ ctx, request, params }) =>
  Response.json(await previewProfile(ctx, params.id, await readJson<PreviewInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { type CompareInput, compareProfile } from "#lib/profiles/profile-impact";

const post = operatorRoute<{ id: string }>("products:read", async ({ ctx, request, params }) =>
  Response.json(await compareProfile(ctx, params.id, await readJson<CompareInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });

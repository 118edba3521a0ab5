import { readJson } from "#lib/http/body";
import { expectedVersions, versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { getProfile } from "#lib/profiles/get-profile";
import { type ProfileUpdate, saveProfile } from "#lib/profiles/save-profile";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, params }) =>
  versionResponse(await getProfile(ctx, params.id)),
);

const put = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) =>
  versionResponse(
    await saveProfile(ctx, params.id, await readJson<ProfileUpdate>(request), {
      expectedVersion: expectedVersions(request),
    }),
  ),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PUT: put });

import { AppError } from "#lib/errors/app-error";
import { getFlatWebhook, saveFlatWebhook } from "#lib/flat-api/flat-webhook";
import { readJson } from "#lib/http/body";
import { flatRefusal, flatRoute } from "#lib/http/flat-routes";

export const GET = flatRoute(async ({ ctx }) => Response.json({ success: true, data: await getFlatWebhook(ctx) }));

const save = flatRoute(async ({ ctx, request }) =>
  Response.json({ success: true, data: await saveFlatWebhook(ctx, await readJson(request)) }),
);

export { save as POST, save as PUT };

const refuse = flatRefusal(new AppError("method_not_allowed", "Use GET, POST or PUT."));

export { refuse as DELETE, refuse as PATCH };

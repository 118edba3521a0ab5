import { AppError } from "#lib/errors/app-error";
import { type FlatHistoryFilters, getFlatHistory } from "#lib/flat-api/flat-history";
import { readQuery } from "#lib/http/body";
import { flatRefusal, flatRoute } from "#lib/http/flat-routes";

export const GET = flatRoute(
  async ({ ctx, request }) =>
    new Response(await getFlatHistory(ctx, readQuery<FlatHistoryFilters>(request)), {
      headers: { "content-type": "application/json" },
    }),
);

const refuse = flatRefusal(new AppError("method_not_allowed", "Use GET."));

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT };

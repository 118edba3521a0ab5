import { notFound } from "#lib/errors/app-error";
import { publicRoute } from "#lib/http/routes";

/** Programs that mistype a path get problem details like everywhere else, not a page. */
const nothing = publicRoute<{ path?: string[] }>(() => Promise.reject(notFound("path in API v1")));

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };

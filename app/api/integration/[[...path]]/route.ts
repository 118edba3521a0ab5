import { notFound } from "#lib/errors/app-error";
import { flatRefusal } from "#lib/http/flat-routes";

const nothing = flatRefusal(notFound("path"));

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };

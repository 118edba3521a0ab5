import { config } from "#lib/config";
import { publicRoute } from "#lib/http/routes";
import { openApiDocument } from "#lib/openapi/document";

export const GET = publicRoute(async () => Response.json(openApiDocument(config().url)));

import { config } from "#lib/config";
import { methods } from "#lib/http/methods";
import { publicRoute } from "#lib/http/routes";
import { openApiDocument } from "#lib/openapi/document";

const get = publicRoute(async () => Response.json(openApiDocument(config().url)));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });

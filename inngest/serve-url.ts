import "server-only";
import { config } from "#lib/config";

/** Where the functions are called, below the app's address. */
const SERVE_PATH = "/api/inngest";

/** Where a real Inngest calls the functions. */
export function serveUrl(): URL {
  return new URL(SERVE_PATH, config().inngest.serveOrigin);
}

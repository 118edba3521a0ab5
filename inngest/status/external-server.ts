import "server-only";
import { serveUrl } from "#inngest/serve-url";
import type { ExternalServer } from "#lib/engine/engine-view";
import { VERSION } from "#lib/version";

const CLOUD_URL = "https://api.inngest.com";
const CLOUD_DASHBOARD_URL = "https://app.inngest.com";
const DEV_SERVER_URL = "http://localhost:8288";

/** The Inngest that the environment names, as the SDK reads it. A real one shows its runs itself. */
export function externalServer(env: NodeJS.ProcessEnv = process.env): ExternalServer {
  const { INNGEST_DEV: dev = "", INNGEST_BASE_URL: base = "" } = env;
  const common = { serveUrl: serveUrl().href, appVersion: VERSION };
  if (dev && dev !== "0" && dev !== "false") {
    const url = /^https?:/.test(dev) ? dev : base || DEV_SERVER_URL;
    return { kind: "dev", url, dashboardUrl: url, ...common };
  }
  if (base) return { kind: "self-hosted", url: base, dashboardUrl: base, ...common };
  return { kind: "cloud", url: CLOUD_URL, dashboardUrl: CLOUD_DASHBOARD_URL, ...common };
}

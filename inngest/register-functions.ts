import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "inngest/edge";
import { inngest } from "#inngest/client";
import { functions } from "#inngest/functions/index";
import { serveUrl } from "#inngest/serve-url";
import { log } from "#lib/log";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * Tells the Inngest server which functions there are and that it reaches them at `INNGEST_SERVE_ORIGIN`. Doing it again
 * with the same functions changes nothing.
 *
 * @returns the address the server was given
 * @throws when the server can't be reached or refuses the registration
 */
export async function registerFunctions(): Promise<string> {
  const url = serveUrl();
  // The SDK has no call for this: it registers when its handler is asked to, here in process. The handler that the
  // world can reach takes no such request without a signature.
  const handler = serve({
    client: inngest,
    functions,
    serveOrigin: url.origin,
    servePath: url.pathname,
    enableUnauthedSync: true,
  });
  const answer = await handler(new Request(url, { method: "PUT", headers: { host: url.host } }));
  const { message } = (await answer.json()) as { message?: string };
  if (!answer.ok) throw new Error(`The Inngest server did not take the functions (${answer.status}): ${message}`);
  return url.href;
}

/**
 * Registers the functions, again and again until the server takes them. The returned function does it anew, for when
 * shards are woken and nobody comes: the server may have lost what it knew of us.
 */
export function startRegistering(): () => void {
  let running = false;
  const run = async () => {
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
      try {
        const url = await registerFunctions();
        log().info({ url }, "functions registered with Inngest");
        return;
      } catch (error) {
        log().warn({ err: error, againInMs: waitMs }, "could not register the functions with Inngest");
        await sleep(waitMs, undefined, { ref: false });
      }
    }
  };
  const start = () => {
    if (running) return;
    running = true;
    void run().finally(() => {
      running = false;
    });
  };
  start();
  return start;
}

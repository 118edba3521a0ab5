import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { registerFunctions } from "#inngest/register-functions";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { prepareShards, startSweepLoop } from "#lib/dispatch/sweep";
import { log } from "#lib/log";

/** How long requests under way may take to end; the supervisor allows 12.5 s in all. */
const DRAIN_MS = 12_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** What the web process does besides its pages where a real Inngest calls the functions. Called once, at its start. */
export async function serveExternalInngest(): Promise<void> {
  await prepareShards();
  const register = startRegistering();
  // Shards that nobody served although they were woken: the server may have lost what it knew of us.
  const stopSweep = startSweepLoop({ onWoken: register });
  // Next.js stops listening and waits for the calls under way; this ends them, and keeps new ones from claiming.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void Promise.all([stopSweep(), dispatcher().close(DRAIN_MS)]));
  }
}

/** Registers the functions, again and again until the server takes them. The returned function does it anew. */
function startRegistering(): () => void {
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

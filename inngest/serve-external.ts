import "server-only";
import { startRegistering } from "#inngest/register-functions";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { prepareShards, startSweepLoop } from "#lib/dispatch/sweep";

/** How long requests under way may take to end; the supervisor allows 12.5 s in all. */
const DRAIN_MS = 12_000;

/** What the web process does besides its pages where a real Inngest calls the functions. Called once, at its start. */
export async function serveExternalInngest(): Promise<void> {
  await prepareShards();
  const stopSweep = startSweepLoop({ onWoken: startRegistering() });
  // Next.js stops listening and waits for the calls under way; this ends them, and keeps new ones from claiming.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void Promise.all([stopSweep(), dispatcher().close(DRAIN_MS)]));
  }
}

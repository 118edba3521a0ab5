import { inngest } from "#inngest/client";
import { type Engine, startEngine } from "#inngest/embedded/engine";
import { enginePool } from "#inngest/embedded/pool";
import { functions } from "#inngest/functions/index";
import { startRegistering } from "#inngest/register-functions";
import { connectWakes } from "#inngest/wake-sender";
import { config } from "#lib/config";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { presence } from "#lib/dispatch/presence";
import { prepareShards, startSweepLoop } from "#lib/dispatch/sweep";
import { wakeListener } from "#lib/dispatch/wake-listener";
import { closeConnections } from "#lib/egress/connections";
import { startClockWatch } from "#lib/health/watch-clock";
import { log } from "#lib/log";

/** How long calls in progress may take to end; the supervisor allows 15 s for everything. */
const DRAIN_MS = 12_000;

// The SDK copies the environment on every call, which from the real one takes an eighth of the whole call.
process.env = { ...process.env };

async function main(): Promise<void> {
  const { inngest: settings } = config();
  connectWakes();
  await prepareShards();
  // At once, and not with the first run: it is also what frees the leases of a predecessor that died.
  await presence.open();
  const engine = settings.external ? null : await startEngine({ client: inngest, functions, pool: enginePool() });
  const stopSweep = startSweepLoop(engine ? {} : { onWoken: startRegistering() });
  startClockWatch();

  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    void shutDown(reason, engine, stopSweep);
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // The supervisor is gone: do not live on without it.
  process.on("disconnect", () => stop("the parent process ended"));

  // For npm run bench, which counts engine calls per delivery.
  process.on("message", (message: { type?: unknown }) => {
    if (message.type === "stats") process.send?.({ type: "stats", engine: engine?.stats() });
  });

  log().info({ engine: engine ? "embedded" : "external", functions: functions.length }, "worker ready");
  process.send?.({ type: "ready" });
}

async function shutDown(reason: string, engine: Engine | null, stopSweep: () => Promise<void>): Promise<void> {
  log().info({ reason }, "worker stopping");
  await stopSweep();
  // First the dispatcher: its runs end once it is closing.
  const [drained] = await Promise.all([engine?.stop(DRAIN_MS), dispatcher().close(DRAIN_MS)]);
  await Promise.all([wakeListener.close(), presence.close(), closeConnections()]);
  if (drained === false) log().warn("Some calls did not end in time and will be repeated");
  log().info("worker stopped");
  process.exit(0);
}

try {
  await main();
} catch (error) {
  // The sentence for the operator; configuration and refusals say all there is in their message.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

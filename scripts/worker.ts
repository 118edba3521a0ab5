import { inngest } from "#inngest/client";
import { type Engine, startEngine } from "#inngest/embedded/engine";
import { enginePool } from "#inngest/embedded/pool";
import { functions } from "#inngest/functions/index";
import { config } from "#lib/config";
import { log } from "#lib/log";

/** How long calls in progress may take to end; the supervisor allows 15 s for everything. */
const DRAIN_MS = 12_000;

/** Something that runs as long as the process, beside the engine. */
interface Loop {
  stop(): Promise<void>;
}

/** The long-lived loops of the worker process, which run with the embedded engine and with a real Inngest alike. */
function startLoops(): Loop[] {
  return [];
}

// The SDK copies the environment on every call, which from the real one takes an eighth of the whole call.
process.env = { ...process.env };

async function main(): Promise<void> {
  const { inngest: settings } = config();
  const engine = settings.external ? null : await startEngine({ client: inngest, functions, pool: enginePool() });
  const loops = startLoops();

  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    void shutDown(reason, engine, loops);
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // The supervisor is gone: do not live on without it.
  process.on("disconnect", () => stop("the parent process ended"));
  if (!engine && loops.length === 0) setInterval(() => {}, 2 ** 30);

  log().info({ engine: engine ? "embedded" : "external", functions: functions.length }, "worker ready");
  process.send?.({ type: "ready" });
}

async function shutDown(reason: string, engine: Engine | null, loops: Loop[]): Promise<void> {
  log().info({ reason }, "worker stopping");
  const [drained] = await Promise.all([engine?.stop(DRAIN_MS), ...loops.map((loop) => loop.stop())]);
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

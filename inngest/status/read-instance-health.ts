import "server-only";
import { readEngine } from "#inngest/status/read-engine";
import type { OperatorContext } from "#lib/context/operator-context";
import type { EngineView } from "#lib/engine/engine-view";
import type { HealthCheck, InstanceHealth } from "#lib/health/health-view";
import { readHealth } from "#lib/health/read-health";
import { plural } from "#lib/text/plural";

/** Above this something is wrong: work that is due begins within milliseconds. */
const LATE_MS = 10_000;

/** How this instance is doing, its engine included. */
export function readInstanceHealth(ctx: OperatorContext): Promise<InstanceHealth> {
  return readHealth(ctx, async () => judgeEngine(await readEngine(ctx)));
}

/** What an operator should do about the engine. */
export function judgeEngine(engine: EngineView): HealthCheck {
  const check = (status: HealthCheck["status"], summary: string, advice: string | null = null): HealthCheck => ({
    id: "engine",
    label: "Engine",
    status,
    summary,
    advice,
  });
  if (engine.kind === "external") {
    return check("ok", `Inngest at ${engine.server.url}: its runs are on ${engine.server.dashboardUrl}`);
  }
  const { workers, oldestDueMs } = engine.queue;
  if (workers === 0) {
    return check(
      "bad",
      "no worker process lives",
      "Nothing is delivered until one starts: see its log, or run npm start.",
    );
  }
  if (oldestDueMs > LATE_MS) {
    return check(
      "warn",
      `work has been due for ${Math.round(oldestDueMs / 1000)} s`,
      "The workers do not keep up: start another one on this database, or see under Engine what keeps them busy.",
    );
  }
  const failed = engine.numbers.reduce((sum, { failed24h }) => sum + failed24h, 0);
  const runs = failed > 0 ? `, ${plural(failed, "run", "runs")} failed in 24 h` : "";
  return check(
    failed > 0 ? "warn" : "ok",
    `embedded, ${plural(workers, "worker", "workers")}${runs}`,
    failed > 0 ? "See which and why under Engine, filtered by failed." : null,
  );
}

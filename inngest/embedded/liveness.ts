import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg, { type Pool } from "pg";
import { log } from "#lib/log";

const RECONNECT_MS = 500;
const CHECK_MS = 500;
const HEARTBEAT_EVERY_CHECKS = 4;
const THOROUGH_EVERY_CHECKS = 20;

/**
 * Shows other engines that this one lives, by a session advisory lock that Postgres drops the moment the process is
 * gone and by a heartbeat that ends when it is only stopped, and frees the jobs of those that do not live any more. An engine that loses its session without dying may lose
 * its jobs too: the fence in the work rows keeps it from settling them.
 */
export class Liveness {
  readonly #engineId = randomUUID();
  readonly #pool: Pool;
  readonly #rebuild: () => Promise<void>;
  /** Under which names this engine's jobs are locked in the queue. */
  readonly #poolIds = new Set<string>();
  #session: pg.Client | undefined;
  #reopening = false;
  #timer: NodeJS.Timeout | undefined;
  #checks = 0;
  #checking: Promise<void> = Promise.resolve();
  #stopped = false;

  /** @param rebuild is called when the engine's tables are gone */
  constructor(pool: Pool, rebuild: () => Promise<void>) {
    this.#pool = pool;
    this.#rebuild = rebuild;
  }

  /** Returns once this engine counts as alive. */
  async start(): Promise<void> {
    await this.#openSession();
    await this.#freeJobsOfDeadEngines(true);
    this.#scheduleCheck();
  }

  /** Counts the jobs that are locked under this name as this engine's. */
  addPool(poolId: string): void {
    this.#poolIds.add(poolId);
    this.#writeDown(this.#pool).catch(warn);
  }

  /** Frees the jobs that are still locked under this name. */
  removePool(poolId: string): void {
    this.#poolIds.delete(poolId);
    this.#writeDown(this.#pool)
      .then(() => this.#unlock([poolId]))
      .catch(warn);
  }

  /** Lets go of the jobs that are still locked, for other engines to repeat, and ends the session. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#checking;
    await this.#unlock([...this.#poolIds]);
    await this.#pool.query("DELETE FROM posthorn_engine.engines WHERE id = $1", [this.#engineId]);
    await this.#session?.end();
  }

  async #openSession(): Promise<void> {
    const session = new pg.Client({ ...this.#pool.options, keepAlive: true });
    this.#session = session;
    session.on("error", (error) => void this.#reopenSession(session, error));
    try {
      await session.connect();
      await session.query("SELECT pg_advisory_lock(posthorn_engine.engine_lock($1))", [this.#engineId]);
      await this.#writeDown(session);
    } catch (error) {
      this.#session = undefined;
      await session.end().catch(() => {});
      throw error;
    }
  }

  async #reopenSession(lost: pg.Client, error: Error): Promise<void> {
    if (this.#session !== lost || this.#reopening) return;
    this.#reopening = true;
    log().warn({ err: error }, "The engine lost its database session");
    while (!this.#stopped) {
      try {
        await this.#openSession();
        break;
      } catch (reason) {
        log().warn({ err: reason }, "The engine cannot reach the database");
        await sleep(RECONNECT_MS);
      }
    }
    this.#reopening = false;
  }

  async #writeDown(client: Pick<Pool, "query">): Promise<void> {
    await client.query(
      `INSERT INTO posthorn_engine.engines (id, pool_ids) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET pool_ids = $2, suspected_at = NULL, seen_at = now()`,
      [this.#engineId, [...this.#poolIds]],
    );
  }

  async #unlock(poolIds: string[]): Promise<void> {
    await this.#pool.query("SELECT posthorn_engine.unlock_pools($1)", [poolIds]);
  }

  #scheduleCheck(): void {
    this.#timer = setTimeout(() => {
      this.#checking = this.#check()
        .catch((error: unknown) => (isWiped(error) ? this.#rebuild() : warn(error)))
        .catch(warn)
        .finally(() => {
          if (!this.#stopped) this.#scheduleCheck();
        });
    }, CHECK_MS);
  }

  async #check(): Promise<void> {
    this.#checks++;
    const thorough = this.#checks % THOROUGH_EVERY_CHECKS === 0;
    if (this.#checks % HEARTBEAT_EVERY_CHECKS === 0) await this.#writeDown(this.#pool);
    const pools = await this.#freeJobsOfDeadEngines(thorough);
    if (pools > 0) log().warn({ engines: pools }, "Took over the jobs of an engine that died");
    if (!thorough) return;
    await this.#pool.query("SELECT posthorn_engine.repair()");
  }

  async #freeJobsOfDeadEngines(thorough: boolean): Promise<number> {
    const { rows } = await this.#pool.query<{ pools: number }>(
      "SELECT posthorn_engine.free_jobs_of_dead_engines($1) AS pools",
      [thorough],
    );
    return rows[0]?.pools ?? 0;
  }
}

/** PostgreSQL knows no such schema, table or function. */
function isWiped(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["3F000", "42P01", "42883"].includes(error.code ?? "");
}

function warn(error: unknown): void {
  log().warn({ err: error }, "The engine could not look after the jobs of engines");
}

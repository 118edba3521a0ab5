import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg, { type Pool } from "pg";
import { log } from "#lib/log";

const RECONNECT_MS = 500;
const CHECK_MS = 1_000;
const REPAIR_EVERY_CHECKS = 15;

/**
 * Shows other engines that this one lives, by a session advisory lock that Postgres drops the moment the process is
 * gone, and frees the jobs of those that do not live any more. An engine that loses its session without dying may lose
 * its jobs too: the fence in the work rows keeps it from settling them.
 */
export class Liveness {
  readonly #engineId = randomUUID();
  readonly #pool: Pool;
  #poolId: string | null = null;
  #session: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #checks = 0;
  #checking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Returns once this engine counts as alive and the jobs of dead ones are free. */
  async start(): Promise<void> {
    await this.#openSession();
    await this.#pool.query("SELECT posthorn_engine.free_jobs_of_dead_engines()");
    this.#scheduleCheck();
  }

  /** Says under which name this engine's jobs are locked. */
  async setPoolId(poolId: string): Promise<void> {
    this.#poolId = poolId;
    await this.#writeDown(this.#pool);
  }

  /** Lets go of the jobs that are still locked, for other engines to repeat, and ends the session. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#checking;
    if (this.#poolId) {
      await this.#pool.query("SELECT posthorn_engine_queue.force_unlock_workers($1)", [[this.#poolId]]);
    }
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
    if (this.#session !== lost) return;
    log().warn({ err: error }, "The engine lost its database session");
    while (!this.#stopped) {
      await sleep(RECONNECT_MS);
      try {
        await this.#openSession();
        return;
      } catch (reason) {
        log().warn({ err: reason }, "The engine cannot reach the database");
      }
    }
  }

  async #writeDown(client: Pick<Pool, "query">): Promise<void> {
    await client.query(
      "INSERT INTO posthorn_engine.engines (id, pool_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET pool_id = $2",
      [this.#engineId, this.#poolId],
    );
  }

  #scheduleCheck(): void {
    this.#timer = setTimeout(() => {
      this.#checking = this.#check()
        .catch((error: unknown) => log().warn({ err: error }, "The engine could not look after dead engines"))
        .finally(() => {
          if (!this.#stopped) this.#scheduleCheck();
        });
    }, CHECK_MS);
  }

  async #check(): Promise<void> {
    const { rows } = await this.#pool.query<{ freed: number }>(
      "SELECT posthorn_engine.free_jobs_of_dead_engines() AS freed",
    );
    const freed = rows[0]?.freed ?? 0;
    if (freed > 0) log().warn({ jobs: freed }, "Took over the jobs of an engine that died");
    this.#checks++;
    if (this.#checks % REPAIR_EVERY_CHECKS === 0) await this.#pool.query("SELECT posthorn_engine.repair()");
  }
}

import "server-only";
import { hostname } from "node:os";
import pg from "pg";
import { config } from "#lib/config";
import { applicationName } from "#lib/crypto/key-fingerprint";
import { sweep } from "#lib/dispatch/sweep";
import { log } from "#lib/log";

/** The first half of the advisory locks' keys; the second is the process's id. */
const LOCK_CLASS = 7_065_002;
const CHECK_MS = 1000;
/** A living process that lost its session (PostgreSQL was restarted, say) has this long to come back with a new one. */
const GRACE_SECONDS = 4;
const CONNECT_TIMEOUT_MS = 10_000;

/** How this process is named in the log of attempts. */
export const processName = () => `${hostname()}:${process.pid}`;

/**
 * Shows the others that this process lives, by a session advisory lock that PostgreSQL drops the moment the process is
 * gone; and frees at once what a process held whose lock stayed free, which would otherwise wait for its leases to
 * expire. A process that is only stopped keeps its lock: its leases expire as ever. One that lost its session for longer
 * than the grace without dying loses its leases too, and the fencing tokens keep it from writing what came of them.
 */
class Presence {
  #id: number | null = null;
  #session: pg.Client | undefined;
  #isLocked = false;
  #timer: NodeJS.Timeout | undefined;
  #checking: Promise<void> | undefined;
  #closed = true;

  /**
   * Makes this process known, at the first call. Losing the database here costs only quick recovery.
   *
   * @returns its id, which leases are taken under; null while it can't be made known
   */
  async open(): Promise<number | null> {
    if (this.#closed) {
      this.#closed = false;
      this.#checking = this.#tick();
    }
    if (this.#id === null) await this.#checking;
    return this.#id;
  }

  /** Ends the session. What this process still holds is freed by the others. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#checking;
    await this.#session?.end().catch(() => {});
  }

  async #tick(): Promise<void> {
    try {
      const dead = await this.#look(await this.#connect());
      if (dead.length > 0) {
        log().warn({ processes: dead }, "freed what processes held that are gone");
        await sweep();
      }
    } catch (error) {
      log().debug({ err: error }, "could not look after the other processes");
    }
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#checking = this.#tick();
    }, CHECK_MS).unref();
  }

  async #connect(): Promise<pg.Client> {
    if (this.#session) return this.#session;
    const { databaseUrl, instanceKeys } = config();
    const session = new pg.Client({
      connectionString: databaseUrl,
      application_name: applicationName(instanceKeys),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    session.on("error", () => {});
    session.once("end", () => {
      if (this.#session === session) this.#session = undefined;
    });
    await session.connect();
    this.#isLocked = false;
    this.#session = session;
    return session;
  }

  /** @returns the names of the processes that were found dead */
  async #look(session: pg.Client): Promise<string[]> {
    this.#id ??= await firstValue<number>(session, "INSERT INTO dispatch_process (name) VALUES ($1) RETURNING id", [
      processName(),
    ]);
    // PostgreSQL may not have noticed yet that a former session of ours has ended; that one still says that we live.
    this.#isLocked ||= await firstValue<boolean>(session, "SELECT pg_try_advisory_lock($1, $2)", [
      LOCK_CLASS,
      this.#id,
    ]);
    const { rows } = await session.query<{ name: string }>({
      name: "posthorn_presence",
      text: LOOK,
      values: [this.#id, processName(), LOCK_CLASS, GRACE_SECONDS],
    });
    return rows.map(({ name }) => name);
  }
}

/** Shows this process, suspects those whose lock is free, and frees what those held that have been suspected for long. */
const LOOK = `
  WITH locked AS MATERIALIZED (
    SELECT objid::bigint AS id FROM pg_locks
     WHERE locktype = 'advisory' AND classid = $3::int AND objsubid = 2 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  ), shown AS (
    INSERT INTO dispatch_process (id, name) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET suspected_at = NULL WHERE dispatch_process.suspected_at IS NOT NULL
  ), suspected AS (
    UPDATE dispatch_process SET suspected_at = now()
     WHERE id <> $1 AND suspected_at IS NULL AND id NOT IN (SELECT id FROM locked)
  ), dead AS (
    DELETE FROM dispatch_process
     WHERE id <> $1 AND suspected_at < now() - make_interval(secs => $4) AND id NOT IN (SELECT id FROM locked)
    RETURNING id, name
  ), leases AS (
    UPDATE delivery SET lease_until = now() - interval '1 second'
     WHERE lease_token IS NOT NULL AND leased_by IN (SELECT id FROM dead)
  ), shards AS (
    UPDATE shard SET running_until = now() WHERE running_until > now() AND run_by IN (SELECT id FROM dead)
  )
  SELECT name FROM dead`;

async function firstValue<Value>(session: pg.Client, text: string, values: unknown[]): Promise<Value> {
  const { rows } = await session.query<Value[]>({ text, values, rowMode: "array" });
  return (rows as unknown as Value[][])[0]?.[0] as Value;
}

export const presence = new Presence();

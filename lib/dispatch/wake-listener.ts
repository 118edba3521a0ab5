import "server-only";
import { EventEmitter } from "node:events";
import pg from "pg";
import { config } from "#lib/config";
import { WAKE_CHANNEL } from "#lib/dispatch/wake";

const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Emits the number of a shard as event name when that shard is woken while it is being drained. One connection per
 * process, opened with the first listener. Losing it costs latency only: dispatchers also look by themselves.
 */
class WakeListener extends EventEmitter {
  #client: pg.Client | undefined;
  #closed = true;

  open(): void {
    if (!this.#closed) return;
    this.#closed = false;
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: config().databaseUrl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    this.#client = client;
    client.on("notification", ({ payload }) => payload && this.emit(payload));
    client.on("error", () => {});
    client.once("end", () => {
      if (!this.#closed) setTimeout(() => this.#closed || this.#connect(), RECONNECT_MS).unref();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${WAKE_CHANNEL}`);
    } catch {
      await client.end().catch(() => {});
    }
  }
}

export const wakeListener = new WakeListener().setMaxListeners(0);

import "server-only";
import pg from "pg";
import { config } from "#lib/config";
import { log } from "#lib/log";

const holder = globalThis as { posthornEnginePool?: pg.Pool };

/**
 * The engine's own connections in this process, opened at first use. The web process only sends events through them; in
 * the worker one listens for jobs and the others serve the runs.
 */
export function enginePool(): pg.Pool {
  holder.posthornEnginePool ??= openPool(config().databaseUrl);
  return holder.posthornEnginePool;
}

/** A server that takes connections but does not serve them must not hold up a call for ever. */
const CONNECT_TIMEOUT_MS = 10_000;

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: "posthorn engine",
  });
  // Without a listener a lost idle connection would end the process; the pool replaces it by itself.
  pool.on("error", (error) => log().warn({ err: error }, "The engine lost a database connection"));
  pool.on("connect", (client) => {
    client.on("error", (error) => log().debug({ err: error }, "The engine lost a database connection in use"));
  });
  return pool;
}

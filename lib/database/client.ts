import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "#lib/config";
import { applicationName } from "#lib/crypto/key-fingerprint";
import { PrismaClient } from "#prisma/client";

export type Database = PrismaClient;
/** The client inside `db().$transaction(async (tx) => …)`, or the client itself. */
export type Transaction = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** A call that finds no free connection, or no server, fails after this instead of waiting for ever. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Kept on globalThis so that hot reload in development does not open a pool per reload. */
const holder = globalThis as { posthornDatabase?: PrismaClient };

/** The one database client of this process. */
export function db(): Database {
  const { databaseUrl, databasePool, instanceKeys } = config();
  holder.posthornDatabase ??= openDatabase(databaseUrl, databasePool, applicationName(instanceKeys));
  return holder.posthornDatabase;
}

/**
 * Opens a client with its own pool of at most `poolSize` connections. The caller closes it with `$disconnect`.
 *
 * @param name what its connections are called in `pg_stat_activity`
 */
export function openDatabase(connectionString: string, poolSize: number, name = "posthorn"): Database {
  const pool = {
    connectionString,
    application_name: name,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator: preparedName });
  return new PrismaClient({ adapter });
}

/**
 * The hot statements are long, and planning one costs more than running it. One that begins with a comment such as
 * `/* prepared: claim *\/` is prepared once per connection under that name. The others have as many texts as lists have
 * lengths, and would only fill the server's memory.
 */
function preparedName({ sql }: { sql: string }): string {
  // Its type asks for a name always; pg prepares nothing without one.
  return /^\s*\/\* prepared: ([\w-]+) \*\//.exec(sql)?.[1] as string;
}

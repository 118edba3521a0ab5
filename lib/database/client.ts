import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "#lib/config";
import { applicationName } from "#lib/crypto/key-fingerprint";
import { currentScope } from "#lib/database/scope";
import { ScopedPool } from "#lib/database/scoped-pool";
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
  const options = { statementNameGenerator: preparedName, disposeExternalPool: true };
  return withoutSharedLookups(new PrismaClient({ adapter: new PrismaPg(new ScopedPool(pool), options) }));
}

interface Lookup {
  transaction?: { kind: string };
}
interface Batches {
  request: (lookup: Lookup) => Promise<unknown>;
  options: { singleLoader: (lookup: Lookup) => Promise<unknown> };
}

/**
 * Prisma gathers the `findUnique`s of one tick, whoever asked, and sends them in the name of the first. Of requests with
 * different scopes, the others would find nothing; so theirs go alone. No option says so: the version is pinned, and
 * tests/integration/database/wall.test.ts notices when this no longer holds.
 */
function withoutSharedLookups(client: PrismaClient): PrismaClient {
  const { dataloader } = (client as unknown as { _requestHandler: { dataloader: Batches } })._requestHandler;
  const gather = dataloader.request.bind(dataloader);
  dataloader.request = (lookup) =>
    currentScope() === "all" || lookup.transaction?.kind === "batch"
      ? gather(lookup)
      : dataloader.options.singleLoader(lookup);
  return client;
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

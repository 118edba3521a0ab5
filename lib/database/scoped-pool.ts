import "server-only";
import type { Socket } from "node:net";
import pg from "pg";
import { currentScope, type Scope } from "#lib/database/scope";
import { SCOPE_SETTING, SCOPED_ROLE } from "#lib/database/wall";
import { log } from "#lib/log";

type Query = (config: pg.QueryConfig | string) => Promise<pg.QueryResult>;

/**
 * A pool that keeps the statements of a request to its workspace: each runs in a transaction that first gives up its
 * rights for those of the scoped role (`SET LOCAL`, so poolers in transaction mode may stand in between). A transaction
 * of several statements costs nothing more, and a single one goes out together with its beginning and its end. What works
 * across workspaces goes straight through.
 */
export class ScopedPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, pipeline: true });
  }

  #wall: Promise<boolean> | undefined;

  // Prisma calls both with one argument and awaits them; pg's own callback form stays what it is.
  override query = (async (config: pg.QueryConfig | string) => {
    const scope = currentScope();
    if (scope === "all" || !(await this.#stands())) return super.query(config as pg.QueryConfig);
    const begin = beginning(scope);
    const client = await super.connect();
    const [began, answered, committed] = await sentTogether(client, [begin, config, "COMMIT"]);
    // What its transaction has come to is not known of a connection that could not end it.
    client.release(committed.status === "rejected");
    for (const outcome of [began, answered, committed]) if (outcome.status === "rejected") throw outcome.reason;
    return answered.status === "fulfilled" ? answered.value : undefined;
  }) as pg.Pool["query"];

  override connect = (async (callback?: never) => {
    if (callback) return super.connect(callback);
    const scope = currentScope();
    const stands = scope === "all" || (await this.#stands());
    const client = await super.connect();
    if (scope !== "all" && stands) beginInScope(client, scope);
    return client;
  }) as pg.Pool["connect"];

  /** Whether this database has the wall and this process may stand behind it. Asked once. */
  #stands(): Promise<boolean> {
    this.#wall ??= super
      .query<{ stands: boolean }>(
        `SELECT coalesce((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = '${SCOPED_ROLE}'), false)
                AND relrowsecurity AS stands FROM pg_class WHERE oid = 'webhook'::regclass`,
      )
      .then(({ rows }) => {
        const stands = rows[0]?.stands === true;
        if (!stands) log().warn("this database has no second wall between workspaces: see docs/decisions/0007");
        return stands;
      })
      .catch((error: unknown) => {
        this.#wall = undefined;
        throw error;
      });
    return this.#wall;
  }
}

/**
 * In one system call and one round trip. Where the beginning fails the transaction is aborted, and PostgreSQL refuses what was
 * sent after it: no statement runs outside of its scope.
 */
function sentTogether<T extends (pg.QueryConfig | string)[]>(client: pg.PoolClient, statements: [...T]) {
  // Not among its public types, but what its own statements are corked with.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  const answers = statements.map((statement) => client.query(statement as string));
  stream.uncork();
  return Promise.allSettled(answers) as Promise<{ [K in keyof T]: PromiseSettledResult<pg.QueryResult> }>;
}

function beginning(scope: Exclude<Scope, "all">): string {
  // It comes from our own tables; a setting can't be a parameter.
  if (scope !== null && !/^[0-9a-f-]{36}$/.test(scope)) throw new Error("A scope is a workspace's row id.");
  return `BEGIN; SET LOCAL ROLE ${SCOPED_ROLE}; SET LOCAL ${SCOPE_SETTING} = '${scope ?? ""}'`;
}

/** Prisma's transactions say BEGIN first: that becomes the beginning of one in scope. */
function beginInScope(client: pg.PoolClient, scope: Exclude<Scope, "all">): void {
  const query = client.query as Query;
  client.query = ((config: pg.QueryConfig | string) => {
    client.query = query as typeof client.query;
    const text = typeof config === "string" ? config : config.text;
    if (text !== "BEGIN") throw new Error(`A transaction in scope begins with BEGIN, not with ${text}.`);
    return client.query(beginning(scope));
  }) as typeof client.query;
}

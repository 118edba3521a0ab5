import { Inngest, type InngestFunction } from "inngest";
import pg from "pg";
import { afterAll, vi } from "vitest";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { type Engine, type EngineOptions, startEngine } from "#inngest/embedded/engine";
import { createTestDatabase } from "#tests/support/database";

/** A row of `posthorn_engine.runs`. */
export interface Run {
  id: string;
  function_id: string;
  status: string;
  output: unknown;
  error: { name: string; message: string } | null;
  created_at: Date;
  scheduled_at: Date;
  started_at: Date;
  finished_at: Date;
}

/** A database, a client and any number of engines for one test file. Waits of a retry are shortened to 20 ms. */
export async function createRig() {
  const url = await createTestDatabase();
  const pool = openPool(url);
  const engines: { engine: Engine; pool: pg.Pool }[] = [];
  const client = new Inngest({
    id: "test",
    isDev: true,
    aiMetadata: false,
    fetch: embeddedFetch(() => pool),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  afterAll(async () => {
    for (const each of engines) {
      await each.engine.stop(2_000);
      await each.pool.end();
    }
    await pool.end();
  });

  const runs = async (functionId: string): Promise<Run[]> => {
    const { rows } = await pool.query<Run>(
      "SELECT * FROM posthorn_engine.runs WHERE function_id = $1 ORDER BY created_at",
      [`test-${functionId}`],
    );
    return rows;
  };

  return {
    url,
    pool,
    client,
    runs,
    async start(functions: InngestFunction.Any[], options: Partial<EngineOptions> = {}): Promise<Engine> {
      const enginePool = openPool(url);
      const engine = await startEngine({
        client,
        functions,
        pool: enginePool,
        pollIntervalMs: 50,
        backoff: () => 20,
        ...options,
      });
      engines.push({ engine, pool: enginePool });
      return engine;
    },
    /** Waits until `count` runs of a function have ended and returns them. */
    async finished(functionId: string, count = 1): Promise<Run[]> {
      return vi.waitUntil(
        async () => {
          const ended = (await runs(functionId)).filter((run) => run.finished_at);
          return ended.length >= count && ended;
        },
        { timeout: 20_000, interval: 20 },
      );
    },
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 6 });
  // The database may be dropped before the last connection is closed.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

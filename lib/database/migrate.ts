import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

type SchemaEngine = Awaited<ReturnType<typeof openEngine>>;

const MIGRATIONS_DIR = path.resolve("prisma/migrations");
const SCHEMA_FILE = path.resolve("prisma/schema.prisma");
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Applies `prisma/migrations` and fills `_prisma_migrations`, exactly like `prisma migrate deploy`, through Prisma's own
 * schema engine compiled to WebAssembly, so that no engine binary has to be downloaded.
 *
 * @returns the names of the migrations applied now; empty when the database was up to date
 * @throws when a migration fails or an applied one was edited
 */
export async function applyMigrations(connectionString: string): Promise<string[]> {
  if (await isUpToDate(connectionString)) return [];
  return withEngine(connectionString, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: NO_FILTERS,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that takes a database of one Prisma schema to another; a comment only when they are alike.
 *
 * @param connectionString of any database: the engine asks which PostgreSQL it writes for
 */
export async function diffSchemas(connectionString: string, from: string, to: string): Promise<string> {
  const schema = (content: string) => ({
    tag: "schemaDatamodel" as const,
    // The engine demands it, its types do not know it.
    ...{ configDir: path.dirname(SCHEMA_FILE) },
    files: [{ path: SCHEMA_FILE, content }],
  });
  return withEngine(connectionString, async (engine) => {
    const { stdout } = await engine.diff({
      from: schema(from),
      to: schema(to),
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    return stdout ?? "";
  });
}

/** Loading the engine takes most of a second, so a start on an unchanged database asks Postgres first. */
async function isUpToDate(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { migrationDirectories } = await readMigrations();
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    return migrationDirectories.every(
      ({ path: name, migrationFile }) =>
        applied.get(name) === createHash("sha256").update(migrationFile.content.value).digest("hex"),
    );
  } catch (error) {
    const undefinedTable = "42P01";
    if (error instanceof pg.DatabaseError && error.code === undefinedTable) return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function readMigrations() {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(MIGRATIONS_DIR, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** Runs `work` with Prisma's schema engine, and closes every connection the engine opened. */
async function withEngine<T>(connectionString: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const factory = new WholeScriptAdapterFactory({ connectionString });
  try {
    return await work(await openEngine(factory));
  } finally {
    await factory.close();
  }
}

async function openEngine(factory: WholeScriptAdapterFactory) {
  const require = createRequire(import.meta.url);
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmPath = path.join(
    path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
    "schema_engine_bg.wasm",
  );
  const imports = { ...bindings } as unknown as WebAssembly.ModuleImports;
  for (const name of Object.keys(imports)) {
    // Its 10 s limit for the migration lock is never cleared, and must not keep the process alive.
    if (name.startsWith("__wbg_setTimeout"))
      imports[name] = (run: () => void, ms: number) => setTimeout(run, ms).unref();
  }
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), { "./schema_engine_bg.js": imports });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as (() => void) | undefined)?.();
  return bindings.SchemaEngine.new(
    { datamodels: [[SCHEMA_FILE, await readFile(SCHEMA_FILE, "utf8")]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside comments and function bodies. Postgres takes a whole
 * script in one simple query, and runs it as one transaction.
 */
class WholeScriptAdapterFactory extends PrismaPg {
  readonly #open = new Set<pg.Pool>();

  override async connect() {
    const adapter = await super.connect();
    this.#open.add(adapter.underlyingDriver());
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  /** The engine disposes of none of its connections. */
  async close() {
    await Promise.all([...this.#open].filter((pool) => !pool.ended).map((pool) => pool.end()));
  }
}

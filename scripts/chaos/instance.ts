import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "#lib/database/client";
import { type EmbeddedDatabase, findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";
import { ChaosProcess, saysReady } from "#scripts/chaos/processes";
import type { Publisher } from "#scripts/chaos/publisher";
import { until } from "#scripts/chaos/until";
import { WEB_HEAP, WORKER_HEAP } from "#scripts/supervisor/processes";

const WITH_SERVER_MODULES = "--conditions=react-server";

/** A whole Posthorn on this machine: durable PostgreSQL, the production web process, and worker processes. */
export class Instance {
  readonly url: string;
  readonly web: ChaosProcess;
  readonly workers: ChaosProcess[] = [];
  /** Whoever publishes now. */
  readonly publishers: Publisher[] = [];
  readonly dataDir: string;
  readonly #databasePort: number;
  readonly #env: NodeJS.ProcessEnv;
  #database: EmbeddedDatabase;

  private constructor(dataDir: string, database: EmbeddedDatabase, databasePort: number, port: number) {
    this.dataDir = dataDir;
    this.#database = database;
    this.#databasePort = databasePort;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: database.url,
      PORT: String(port),
      NEXTAUTH_URL: `http://localhost:${port}`,
      POSTHORN_DATA_DIR: dataDir,
      POSTHORN_DEMO: "1",
      POSTHORN_LOG_LEVEL: process.env.CHAOS_VERBOSE ? "warn" : "silent",
      POSTHORN_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    };
    // We look into the same database, with the same code.
    Object.assign(process.env, this.#env);
    this.web = new ChaosProcess({
      name: "web",
      script: "node_modules/next/dist/bin/next",
      execArgv: [WEB_HEAP],
      args: ["start", "--port", String(port), "--hostname", "127.0.0.1"],
      env: this.#env,
      ready: () => until("the web process answers", () => this.#answers()),
    });
  }

  /** Starts everything, with one worker. The app must have been built. */
  static async start(): Promise<Instance> {
    const dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-chaos-"));
    const databasePort = await findFreePort();
    const database = await startEmbeddedDatabase({ dataDir, port: databasePort });
    process.once("exit", () => database.kill());
    await applyMigrations(database.url);
    await raiseWall(database.url);
    const instance = new Instance(dataDir, database, databasePort, await findFreePort());
    await Promise.all([instance.web.start(), instance.addWorker()]);
    return instance;
  }

  get worker(): ChaosProcess {
    return this.workers[0] as ChaosProcess;
  }

  /** How often a process ended by itself. */
  get crashes(): number {
    return [this.web, ...this.workers].reduce((sum, { crashes }) => sum + crashes, 0);
  }

  async addWorker(): Promise<ChaosProcess> {
    const worker = new ChaosProcess({
      name: "worker",
      script: "scripts/worker.ts",
      execArgv: [WORKER_HEAP, WITH_SERVER_MODULES],
      env: this.#env,
      ready: saysReady,
    });
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  /** Stops PostgreSQL: `fast` ends every connection and writes a checkpoint; `immediate` is a crash. */
  async stopDatabase(how: "fast" | "immediate"): Promise<void> {
    if (how === "fast") return this.#database.stop();
    this.#database.kill();
    await this.#database.exited;
  }

  async startDatabase(): Promise<void> {
    const database = await startEmbeddedDatabase({ dataDir: this.dataDir, port: this.#databasePort });
    this.#database = database;
    process.once("exit", () => database.kill());
  }

  /** How many statements PostgreSQL has refused so far, by its own log. */
  async databaseErrors(): Promise<number> {
    const text = await readFile(path.join(this.dataDir, "postgres.log"), "utf8");
    return text.match(/ ERROR: {2}/g)?.length ?? 0;
  }

  /** Ends what a scenario that failed may have left publishing, so that it is not in the way of the next. */
  async stopPublishing(): Promise<void> {
    await Promise.all(this.publishers.splice(0).map((publisher) => publisher.close()));
  }

  async stop(): Promise<void> {
    for (const worker of this.workers) worker.thaw();
    await Promise.all([this.web, ...this.workers].map((one) => one.end("SIGTERM")));
    await db().$disconnect();
    await this.#database.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #answers(): Promise<boolean> {
    return fetch(`${this.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}

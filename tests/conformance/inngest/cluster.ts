import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "#lib/database/client";
import { type EmbeddedDatabase, findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";
import { ChaosProcess, saysReady } from "#scripts/chaos/processes";
import type { Publisher } from "#scripts/chaos/publisher";
import { until } from "#scripts/chaos/until";
import { buildApp } from "#scripts/supervisor/build";
import { Balancer } from "#tests/conformance/inngest/balancer";
import { InngestServer } from "#tests/conformance/inngest/inngest-server";

type Engine = "embedded" | "server";

/**
 * Two web replicas behind a balancer, on one Postgres, and an Inngest server that reaches them through a balancer of its
 * own. They can be moved to the embedded engine and back while they run.
 */
export class Cluster {
  readonly publishers: Publisher[] = [];
  readonly url: string;
  readonly server: InngestServer;
  /** Between the Inngest server and the replicas. */
  readonly calls: Balancer;
  readonly replicas: ChaosProcess[];
  readonly #requests: Balancer;
  readonly #worker: ChaosProcess;
  readonly #database: EmbeddedDatabase;
  readonly #dataDir: string;

  private constructor(parts: {
    database: EmbeddedDatabase;
    dataDir: string;
    server: InngestServer;
    ports: number[];
    requests: Balancer;
    calls: Balancer;
  }) {
    this.#database = parts.database;
    this.#dataDir = parts.dataDir;
    this.server = parts.server;
    this.#requests = parts.requests;
    this.calls = parts.calls;
    this.url = parts.requests.url;
    const env = withoutInngest({
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: parts.database.url,
      POSTHORN_URL: this.url,
      NEXTAUTH_URL: this.url,
      POSTHORN_DATA_DIR: parts.dataDir,
      POSTHORN_DEMO: "1",
      POSTHORN_LOG_LEVEL: process.env.CHAOS_VERBOSE ? "info" : "silent",
      POSTHORN_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64"),
    });
    // We look into the same database, with the same code.
    Object.assign(process.env, env);
    this.replicas = parts.ports.map(
      (port) =>
        new ChaosProcess({
          name: `web on ${port}`,
          script: "node_modules/next/dist/bin/next",
          args: ["start", "--port", String(port), "--hostname", "127.0.0.1"],
          env: { ...env, PORT: String(port) },
          ready: () => until("the replica answers", () => isReady(port), 60_000),
        }),
    );
    this.#worker = new ChaosProcess({
      name: "worker",
      script: "scripts/worker.ts",
      execArgv: ["--conditions=react-server"],
      env,
      ready: saysReady,
    });
  }

  /** Starts everything on the real server. Builds the app if its sources have changed. */
  static async start(binary: string, redisUrl: string | undefined): Promise<Cluster> {
    await buildApp({ ...process.env, NODE_ENV: "production" }, new AbortController().signal);
    const dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-cluster-"));
    const database = await startEmbeddedDatabase({ dataDir, port: await findFreePort() });
    process.once("exit", () => database.kill());
    await applyMigrations(database.url);
    await raiseWall(database.url);
    const postgresUrl = new URL(database.url);
    postgresUrl.pathname = "/inngest";
    const server = await InngestServer.create({ binary, redisUrl, postgresUrl: postgresUrl.href });
    await server.start();
    const ports = [await findFreePort(), await findFreePort()];
    const requests = await Balancer.listen(ports);
    const cluster = new Cluster({ database, dataDir, server, ports, requests, calls: await Balancer.listen(ports) });
    await Promise.all(cluster.replicas.map((replica) => replica.start([], cluster.#settings("server"))));
    return cluster;
  }

  /** Moves to another engine, replica by replica, as a rolling deployment does. The server must be up. */
  async moveTo(engine: Engine): Promise<void> {
    if (engine === "embedded") await this.#worker.start();
    for (const replica of this.replicas) {
      await replica.end("SIGTERM");
      await replica.start([], this.#settings(engine));
    }
    if (engine === "server") await this.#worker.end("SIGTERM");
  }

  async stop(): Promise<void> {
    await Promise.all(this.publishers.map((publisher) => publisher.close()));
    await Promise.all([...this.replicas, this.#worker].map((one) => one.end("SIGTERM")));
    await this.server.remove();
    this.#requests.close();
    this.calls.close();
    await db().$disconnect();
    await this.#database.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #settings(engine: Engine): Record<string, string> {
    if (engine === "embedded") return {};
    return {
      INNGEST_BASE_URL: this.server.url,
      INNGEST_EVENT_KEY: this.server.eventKey,
      INNGEST_SIGNING_KEY: `signkey-prod-${this.server.signingKey}`,
      INNGEST_SERVE_ORIGIN: this.calls.url,
    };
  }
}

function withoutInngest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  for (const name of Object.keys(process.env).filter((key) => key.startsWith("INNGEST_"))) delete process.env[name];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INNGEST_"))) as NodeJS.ProcessEnv;
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

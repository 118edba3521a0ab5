import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { findFreePort } from "#lib/database/embedded";
import { until } from "#scripts/chaos/until";

interface Options {
  binary: string;
  /** With it, queue and state are in Redis and the rest is in Postgres; without, all is in a directory. */
  redisUrl: string | undefined;
  postgresUrl: string;
}

/** `inngest start` with both keys, as a process that can be killed, emptied and started again. */
export class InngestServer {
  readonly signingKey = randomBytes(32).toString("hex");
  readonly eventKey = randomBytes(16).toString("hex");
  readonly #options: Options;
  readonly #port: number;
  readonly #ports: number[];
  #directory = "";
  #child: ChildProcess | undefined;

  private constructor(options: Options, ports: [number, number, number, number]) {
    this.#options = options;
    [this.#port, ...this.#ports] = ports;
  }

  static async create(options: Options): Promise<InngestServer> {
    const ports = [await findFreePort(), await findFreePort(), await findFreePort(), await findFreePort()] as const;
    const server = new InngestServer(options, [...ports]);
    await server.#empty();
    process.once("exit", () => server.#child?.kill("SIGKILL"));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const { binary, redisUrl, postgresUrl } = this.#options;
    const flags = {
      host: "127.0.0.1",
      port: this.#port,
      "connect-gateway-port": this.#ports[0],
      "connect-gateway-grpc-port": this.#ports[1],
      "connect-executor-grpc-port": this.#ports[2],
      "signing-key": this.signingKey,
      "event-key": this.eventKey,
      ...(redisUrl ? { "redis-uri": redisUrl, "postgres-uri": postgresUrl } : { "sqlite-dir": this.#directory }),
    };
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("INNGEST_")),
    ) as NodeJS.ProcessEnv;
    this.#child = spawn(binary, ["start", "--no-ui", ...args], { cwd: this.#directory, env, stdio: "ignore" });
    const isUp = () =>
      fetch(`${this.url}/health`).then(
        (answer) => answer.ok,
        () => false,
      );
    await until("the Inngest server is up", isUp, 30_000);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  /** Deletes everything it knew: queue, state, apps. It must not run. */
  async wipe(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await this.#empty();
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #empty(): Promise<void> {
    this.#directory = await mkdtemp(path.join(tmpdir(), "posthorn-inngest-"));
    const { redisUrl, postgresUrl } = this.#options;
    if (!redisUrl) return;
    await flushRedis(redisUrl);
    const url = new URL(postgresUrl);
    const name = url.pathname.slice(1);
    url.pathname = "/postgres";
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
  }
}

async function flushRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 6379), hostname);
  socket.end("FLUSHALL\r\n");
  await once(socket, "data");
  socket.destroy();
}

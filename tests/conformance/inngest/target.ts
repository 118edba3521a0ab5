import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { type EngineOptions, startEngine } from "#inngest/embedded/engine";
import { createTestDatabase } from "#tests/support/database";

declare module "vitest" {
  interface ProvidedContext {
    /** What the conformance suite runs against. */
    inngest: "embedded" | "server";
  }
}

/** A run as whoever executes it reports it. */
export interface Run {
  id: string;
  status: "running" | "completed" | "failed" | "canceled";
}

/** Something that executes Inngest functions. */
export interface Target {
  client: Inngest;
  /** Nobody else's events have this prefix. */
  prefix: string;
  /** How long it waits at least before it tries a first time again, in milliseconds. */
  firstBackoffMs: number;
  /** Starts executing these functions. */
  start(functions: InngestFunction.Any[]): Promise<void>;
  /** What has become of a run so far. */
  run(id: string): Promise<Run>;
}

const logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The embedded engine on a database of its own, or the server at `INNGEST_BASE_URL`. */
export async function openTarget(): Promise<Target> {
  return inject("inngest") === "server" ? openServer() : openEmbedded();
}

async function openEmbedded(): Promise<Target> {
  const pool = new pg.Pool({ connectionString: await createTestDatabase(), max: 8 });
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  const client = new Inngest({
    id: "conformance",
    isDev: true,
    aiMetadata: false,
    checkpointing: false,
    logger,
    fetch: embeddedFetch(() => pool),
  });
  let stop = async () => {};
  afterAll(async () => {
    await stop();
    await pool.end();
  });
  return {
    client,
    prefix: "conformance",
    firstBackoffMs: 300,
    async start(functions) {
      const options: EngineOptions = { client, functions, pool, pollIntervalMs: 50, backoff: () => 300 };
      // Nobody waits for the next full minute: as if the engine had missed the last one in a restart.
      await (await startEngine(options)).stop(1_000);
      await pool.query(
        "UPDATE posthorn_engine_queue._private_known_crontabs SET known_since = now() - interval '90 seconds', last_execution = NULL",
      );
      const engine = await startEngine(options);
      stop = async () => void (await engine.stop(2_000));
    },
    async run(id) {
      const { rows } = await pool.query<{ status: string }>("SELECT status FROM posthorn_engine.runs WHERE id = $1", [
        id,
      ]);
      return toRun(id, rows[0]?.status);
    },
  };
}

async function openServer(): Promise<Target> {
  const { INNGEST_BASE_URL: baseUrl, INNGEST_SIGNING_KEY: signingKey } = process.env;
  if (!baseUrl) throw new Error("INNGEST_BASE_URL must name the Inngest server to test against.");
  // An app and events of its own for each time, since the server remembers the last ones.
  const id = `conformance-${randomBytes(4).toString("hex")}`;
  const client = new Inngest({ id, baseUrl, isDev: !signingKey, aiMetadata: false, checkpointing: false, logger });
  return {
    client,
    prefix: id,
    firstBackoffMs: 15_000,
    async start(functions) {
      const server = createServer();
      server.listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const serveOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      server.on("request", serve({ client, functions, serveOrigin }));
      afterAll(() => {
        server.closeAllConnections();
        server.close();
      });
      const answer = await fetch(`${serveOrigin}/api/inngest`, { method: "PUT" });
      if (!answer.ok) throw new Error(`The server did not take the functions: ${await answer.text()}`);
    },
    async run(id) {
      const answer = await fetch(new URL(`/v1/runs/${id}`, baseUrl), {
        headers: signingKey ? { authorization: `Bearer ${signingKey}` } : {},
      });
      const { data } = (await answer.json()) as { data?: { status: string } };
      return toRun(id, data?.status);
    },
  };
}

function toRun(id: string, status: string | undefined): Run {
  // The server writes "Cancelled".
  const name = status?.toLowerCase().replace("cancelled", "canceled");
  return { id, status: name === "completed" || name === "failed" || name === "canceled" ? name : "running" };
}

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { access, constants, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { type Config, readConfig } from "#lib/config";
import { findFreePort } from "#lib/database/embedded";
import { Failure } from "./failure.ts";

export interface Settings {
  mode: "start" | "dev";
  config: Config;
  /** Whether we run the database ourselves. */
  embedded: boolean;
  /** What the children get as their environment. */
  env: NodeJS.ProcessEnv & { DATABASE_URL: string };
}

/**
 * Reads the settings and checks all that can be checked before anything is started.
 *
 * @throws {Failure | ConfigError}
 */
export async function readSettings(mode: Settings["mode"]): Promise<Settings> {
  const given = process.env;
  const embedded = !given.DATABASE_URL;
  if (!embedded) checkDatabaseUrl(given.DATABASE_URL as string);
  const demo = embedded || given.POSTHORN_DEMO === "1" || given.POSTHORN_DEMO === "true";
  const dataDir = path.resolve(given.POSTHORN_DATA_DIR || ".data");
  if (demo) await ensureDataDir(dataDir);
  const env: Settings["env"] = {
    ...given,
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    POSTHORN_DATA_DIR: dataDir,
    // Known when the embedded database has started.
    DATABASE_URL: given.DATABASE_URL || "postgres://",
    ...(demo ? { POSTHORN_DEMO: "1" } : {}),
    ...(demo && !given.POSTHORN_ENCRYPTION_KEY ? { POSTHORN_ENCRYPTION_KEY: await demoKey(dataDir) } : {}),
  };
  // The number 0 asks for any free port.
  const port = given.PORT === "0" ? await findFreePort() : readConfig(env).port;
  const config = readConfig({ ...env, PORT: String(port) });
  return {
    mode,
    config,
    embedded,
    env: { ...env, PORT: String(port), HOST: config.host, NEXTAUTH_URL: config.url },
  };
}

/** @throws {Failure} when another program listens there, or the address is not ours */
export async function checkPortIsFree({ host, port }: Config): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, "listening");
    server.close();
    await once(server, "close");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new Failure(
        `Port ${port} is in use by another program: stop it, or choose another port with PORT=${port + 1} npm start.`,
      );
    }
    if (code === "EACCES")
      throw new Failure(`Port ${port} needs more rights than this account has: choose one above 1023 with PORT.`);
    throw new Failure(`HOST=${host} is not an address of this machine (${code}).`);
  }
}

function checkDatabaseUrl(text: string): void {
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (protocol === "postgres:" || protocol === "postgresql:") return;
  throw new Failure(
    "DATABASE_URL is not a PostgreSQL address: it must look like postgres://user:password@host:5432/database.",
  );
}

async function ensureDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Failure(
      `The data directory ${dataDir} can't be written (${(error as NodeJS.ErrnoException).code}): change its owner, or choose another with POSTHORN_DATA_DIR.`,
    );
  }
}

/** The demo's own key, made at the first start; complete or not there at all. */
async function demoKey(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "encryption.key");
  if (!existsSync(file)) {
    await writeFile(`${file}.new`, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return (await readFile(file, "utf8")).trim();
}

import pg from "pg";
import type { Config } from "#lib/config";
import { verifyInstanceKey } from "#lib/crypto/verify-instance-key";
import { setupPath } from "#lib/dashboard-paths";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";
import { createSetupToken, SETUP_HOURS } from "#lib/setup/create-setup-token";
import { Failure } from "./failure.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** Any constant: replicas that start together migrate one after the other. */
const MIGRATION_LOCK = 7_678_467;

/**
 * Brings the schema up to date and checks that the instance key is this database's.
 *
 * @returns what was done, for people
 * @throws {Failure}
 */
export async function prepareDatabase(url: string, config: Config): Promise<string> {
  return withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await applyMigrations(url).catch((error) => {
      throw new Failure(`The database can't be migrated: ${firstLine(error)}`);
    });
    const missing = await raiseWall(url);
    if (missing) console.warn(`There is no second wall between workspaces: ${missing}`);
    if (!(await verifyInstanceKey(client, config.instanceKeys))) {
      throw new Failure(
        "POSTHORN_ENCRYPTION_KEY (in demo mode the file encryption.key in the data directory) is not, or does not list, every key this database's secrets are sealed with: start with the original key, or during a change of keys with both (k2:…,k1:…) until npm run secrets:rotate-key says that the old one can be taken out.",
      );
    }
    return applied.length > 0 ? `${applied.length} applied` : "";
  });
}

/**
 * What to tell whoever starts an instance that nobody operates yet: the link that makes the first operator's account.
 * Null in demo mode, whose operator is seeded, and once there is one.
 *
 * @throws {Failure}
 */
export async function setupSentence(url: string, config: Config): Promise<string | null> {
  if (config.demo) return null;
  const token = await withClient(url, createSetupToken);
  if (!token) return null;
  const link = new URL(setupPath(token), config.url).href;
  return `Nobody operates this Posthorn yet. Make your account here; the link works once, for ${SETUP_HOURS} hours:\n${link}`;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Losing the connection fails the query that waits on it; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new Failure(connectionSentence(url, error));
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function connectionSentence(text: string, error: unknown): string {
  const url = new URL(text);
  const place = `${url.hostname || "localhost"}:${url.port || 5432}`;
  const database = url.pathname.slice(1);
  const { code, message } = error as NodeJS.ErrnoException;
  const hint = "check DATABASE_URL";
  if (code === "28P01" || code === "28000")
    return `The database at ${place} refuses the user "${url.username}": ${hint}.`;
  if (code === "3D000") return `The database server at ${place} has no database "${database}": create it, or ${hint}.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `The database host "${url.hostname}" has no address: ${hint}.`;
  if (code === "ECONNREFUSED") return `No database answers at ${place} (connection refused): start it, or ${hint}.`;
  return `The database at ${place} can't be reached (${firstLine(message || code || error)}): ${hint}.`;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n")[0] ?? text;
}

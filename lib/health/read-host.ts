import "server-only";
import { access, statfs } from "node:fs/promises";
import path from "node:path";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { openMailServer } from "#lib/mail/mail-server";

/** What is known of the database server. */
export interface DatabaseFacts {
  version: string;
  latencyMs: number;
  bytes: number;
  connections: number;
  maxConnections: number;
  readOnly: boolean;
}

export async function readDatabase(): Promise<DatabaseFacts> {
  const startedAt = performance.now();
  await db().$queryRaw`SELECT 1`;
  const latencyMs = performance.now() - startedAt;
  const [row] = await db().$queryRaw<Omit<DatabaseFacts, "latencyMs">[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes,
           (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
           current_setting('max_connections')::int AS "maxConnections",
           current_setting('transaction_read_only') = 'on' AS "readOnly"`;
  if (!row) throw new Error("The database says nothing about itself.");
  return { ...row, latencyMs };
}

/** The disk that the embedded database is on; null where the database is somewhere else. */
export async function readDisk(): Promise<{ freeBytes: number; totalBytes: number } | null> {
  const { dataDir } = config();
  try {
    await access(path.join(dataDir, "postgres"));
    const { bavail, blocks, bsize } = await statfs(dataDir);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

/** Asking a mail server takes a connection: often enough to notice, seldom enough to be no burden. */
const MAIL_CACHE_MS = 60_000;
let mail: { problem: Promise<string | null>; until: number } | undefined;

/** Why the mail server can't be used: null when it can; undefined where none is configured. */
export async function readMail(): Promise<string | null | undefined> {
  const settings = config().mail;
  if (!settings) return undefined;
  if (!mail || mail.until < Date.now()) {
    const server = openMailServer(settings);
    const problem = server
      .verify()
      .then(() => null)
      .catch((error: Error) => error.message)
      .finally(() => server.close());
    mail = { problem, until: Date.now() + MAIL_CACHE_MS };
  }
  return mail.problem;
}

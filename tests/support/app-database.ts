import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { app } from "#tests/support/browser";

/** Connects to the database of the app under test, until the test ends. */
export async function appDatabase(): Promise<pg.Client> {
  const { dataDir } = app();
  const password = await readFile(path.join(dataDir, "postgres.password"), "utf8");
  // The fourth line is the port.
  const port = (await readFile(path.join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n")[3];
  const client = new pg.Client({
    host: "127.0.0.1",
    port: Number(port),
    user: "posthorn",
    password: password.trim(),
    database: "posthorn",
  });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Makes every page that reads this table wait until `release`: a server that has become slow. */
export async function slowTable(table: string) {
  const client = await appDatabase();
  await client.query("BEGIN");
  await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return { release: () => client.query("ROLLBACK") };
}

/** Makes every page that reads this table fail until `mend`, or until the test ends. */
export async function brokenTable(table: string) {
  const client = await appDatabase();
  await client.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
  const mend = () => client.query(`ALTER TABLE IF EXISTS ${table}_away RENAME TO ${table}`);
  onTestFinished(async () => void (await mend()));
  return { mend };
}

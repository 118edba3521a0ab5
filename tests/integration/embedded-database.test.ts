import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedDatabase, findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";

let dataDir: string;
const started: EmbeddedDatabase[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-embedded-"));
});
afterAll(async () => {
  await Promise.all(started.map((database) => database.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(directory = dataDir): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir: directory, port: await findFreePort(), durable: false });
  started.push(database);
  return database;
}

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("data outlives a server that was left running, and one that was killed", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE note AS SELECT 'kept' AS text");

  // Nobody looks after the first any more: the next start stops it.
  const second = await start();
  await first.exited;
  expect(await query(second.url, "SELECT text FROM note")).toEqual([{ text: "kept" }]);

  process.kill(second.pid, "SIGKILL");
  await second.exited;
  const third = await start();
  expect(await query(third.url, "SELECT text FROM note")).toEqual([{ text: "kept" }]);
  await third.stop();
});

test("a lock file that names another program does not keep it from starting", async () => {
  await writeFile(path.join(dataDir, "postgres", "postmaster.pid"), `${process.pid}\n`);
  const database = await start();
  expect(await query(database.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await database.stop();
});

test("only our own account can read the data and the password, and only with it one can connect", async () => {
  const database = await start();
  for (const name of ["postgres", "postgres.password"]) {
    expect((await stat(path.join(dataDir, name))).mode & 0o077).toBe(0);
  }
  const url = new URL(database.url);
  url.password = "guessed";
  await expect(query(url.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  await database.stop();
});

test("a lost password is a clear error, not a new database", async () => {
  await rm(path.join(dataDir, "postgres.password"));
  await expect(start()).rejects.toThrow(/postgres\.password can't be read, so restore that file/);
});

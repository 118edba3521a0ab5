import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "#tests/support/database";
import { type RunOptions, runPosthorn, startPosthorn } from "#tests/support/posthorn";

const newKey = () => randomBytes(32).toString("base64");
let databaseUrl: string;
let dataDir: string;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-bootstrap-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe("a start that can't succeed ends with one sentence and leaves everything as it was", () => {
  /** The last line a failing start prints. */
  async function sentence(options: RunOptions): Promise<string> {
    const run = runPosthorn({ dataDir: path.join(dataDir, randomBytes(4).toString("hex")), ...options });
    expect(await run.exited).toBe(1);
    expect(run.output()).not.toMatch(/\n\s+at /);
    return run.output().trim().split("\n").at(-1) ?? "";
  }

  test("the port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const untouched = path.join(dataDir, "port");
    expect(await sentence({ dataDir: untouched, env: { PORT: String(port) } })).toBe(
      `Port ${port} is in use by another program: stop it, or choose another port with PORT=${port + 1} npm start.`,
    );
    expect(await readdir(untouched)).toEqual(["encryption.key"]);
    other.close();
  });

  test.each([
    ["is missing", "", "POSTHORN_ENCRYPTION_KEY is not set"],
    [
      "is short",
      Buffer.alloc(16).toString("base64"),
      'POSTHORN_ENCRYPTION_KEY "k1" is 16 bytes long, but must be exactly 32',
    ],
    [
      "is one that anybody can guess",
      Buffer.alloc(32).toString("base64"),
      'POSTHORN_ENCRYPTION_KEY "k1" can be guessed',
    ],
  ])("the encryption key %s", async (_case, key, expected) => {
    const env = { DATABASE_URL: databaseUrl, POSTHORN_ENCRYPTION_KEY: key };
    expect(await sentence({ env })).toContain(expected);
  });

  test.each([
    [
      "has nobody listening",
      () => "postgres://posthorn@127.0.0.1:1/posthorn",
      "No database answers at 127.0.0.1:1 (connection refused)",
    ],
    ["is not one", () => "mysql://localhost/posthorn", "DATABASE_URL is not a PostgreSQL address"],
    [
      "names no host that exists",
      () => "postgres://a@host.invalid/a",
      'The database host "host.invalid" has no address',
    ],
    ["names a missing database", () => databaseUrl.replace(/[^/]+$/, "nowhere"), 'has no database "nowhere"'],
    ["has a wrong password", () => databaseUrl.replace(/:[^:@]+@/, ":wrong@"), 'refuses the user "posthorn"'],
  ])("DATABASE_URL %s", async (_case, url, expected) => {
    expect(await sentence({ env: { DATABASE_URL: url(), POSTHORN_ENCRYPTION_KEY: newKey() } })).toContain(expected);
  });

  test("the data directory can't be written", async () => {
    expect(await sentence({ dataDir: "/dev/null/data" })).toContain(
      "The data directory /dev/null/data can't be written",
    );
  });

  test("a setting is not valid", async () => {
    expect(await sentence({ env: { PORT: "eighty" } })).toMatch(/^PORT is not valid/);
    expect(await sentence({ env: { POSTHORN_OIDC_ISSUER: "https://id.example.com" } })).toBe(
      "POSTHORN_OIDC_CLIENT_ID is not set: signing in by OpenID Connect needs POSTHORN_OIDC_ISSUER, POSTHORN_OIDC_CLIENT_ID and POSTHORN_OIDC_CLIENT_SECRET.",
    );
  });
});

// Fault 60; a key that is missing is among the failing starts above.
test("another key than the database was set up with is refused, and the first one still works", async () => {
  const env = { DATABASE_URL: databaseUrl, POSTHORN_ENCRYPTION_KEY: newKey(), HOST: "127.0.0.1" };
  const first = await startPosthorn({ env });
  expect(await first.stop()).toBe(0);
  const other = runPosthorn({ env: { ...env, POSTHORN_ENCRYPTION_KEY: newKey() } });
  expect(await other.exited).toBe(1);
  expect(other.output()).toContain("key this database's secrets are sealed with");
  const again = await startPosthorn({ dataDir: first.dataDir, env });
  await again.remove();
  await rm(other.dataDir, { recursive: true, force: true });
});

test("one data directory serves one Posthorn, survives crashes, and is left clean", { timeout: 120_000 }, async () => {
  const directory = path.join(dataDir, "crash");
  const first = await startPosthorn({ dataDir: directory });
  const second = runPosthorn({ dataDir: directory });
  expect(await second.exited).toBe(1);
  expect(second.output()).toMatch(
    new RegExp(`Posthorn already runs on ${directory} at ${first.url} \\(process \\d+\\)`),
  );

  // Everything it started is killed at once, and comes back.
  const { pid } = JSON.parse(await readFile(path.join(directory, "posthorn.lock"), "utf8"));
  for (const child of await childrenOf(pid)) process.kill(child, "SIGKILL");
  await vi.waitFor(() => {
    for (const name of ["web process", "worker process", "database"])
      expect(first.output()).toContain(`! The ${name} ended`);
  }, 60_000);
  await vi.waitFor(async () => expect((await fetch(`${first.url}/readyz`)).status).toBe(200), 60_000);

  // The supervisor is killed outright: what it started ends by itself.
  process.kill(pid, "SIGKILL");
  expect(await first.exited).toBe(1);
  await vi.waitFor(() => expect(fetch(`${first.url}/healthz`)).rejects.toThrow(), 60_000);

  // The lock files now name a process that lives, but is another program.
  await writeFile(path.join(directory, "posthorn.lock"), JSON.stringify({ pid: process.pid, url: "" }));
  const third = await startPosthorn({ dataDir: directory });
  expect((await fetch(`${third.url}/readyz`)).status).toBe(200);
  expect(await third.stop()).toBe(0);
  await expect(fetch(`${third.url}/healthz`)).rejects.toThrow();
  const left = await readdir(directory);
  expect(left).not.toContain("posthorn.lock");
  expect(await readdir(path.join(directory, "postgres"))).not.toContain("postmaster.pid");
});

async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return list.trim().split(" ").map(Number);
}

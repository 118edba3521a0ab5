import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { sealedWith } from "#lib/crypto/envelope";
import { createTestDatabase } from "#tests/support/database";
import { type Demo, runPosthorn, startPosthorn } from "#tests/support/posthorn";

const databaseUrl = await createTestDatabase();
const k1 = `k1:${randomBytes(32).toString("base64")}`;

/** A run of `npm run secrets:rotate-key`. */
function run(setting: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", "scripts/rotate-key.ts", ...args],
    { env: { ...process.env, DATABASE_URL: databaseUrl, POSTHORN_ENCRYPTION_KEY: setting } },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return { child, exited: once(child, "close").then(([code]) => ({ code, output })) };
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function keyIds(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ data_key: Buffer }>("SELECT data_key FROM workspace");
  const counts: Record<string, number> = {};
  for (const { data_key } of rows) counts[sealedWith(data_key)] = (counts[sealedWith(data_key)] ?? 0) + 1;
  return counts;
}

const env = (setting: string) => ({ DATABASE_URL: databaseUrl, POSTHORN_DEMO: "1", POSTHORN_ENCRYPTION_KEY: setting });

// Fault 60.
test("the command leads through a change of keys on a running instance, also when it is killed halfway", {
  timeout: 300_000,
}, async () => {
  const client = await connect();
  const before = await startPosthorn({ env: env(k1) });
  const demo = JSON.parse(await readFile(path.join(before.dataDir, "demo.json"), "utf8")) as Demo;
  const apiKey = demo.products.acme?.apiKey;
  const total = (await keyIds(client)).k1 ?? 0;
  expect(total).toBeGreaterThan(2);

  // 1. It makes the new key, and says where to put it. Nothing has changed.
  const added = await run(k1).exited;
  expect(added.code).toBe(0);
  expect(added.output).toContain(`Everything (${total} workspaces) is under the key "k1"`);
  const k2 = /,(k2:\S{44})\n/.exec(added.output)?.[1] ?? "";
  expect(k2).not.toBe("");
  const own = randomBytes(32);
  const taken = await run(k1, "--key", own.toString("hex")).exited;
  expect(taken.output).toContain(`,k2:${own.toString("base64")}\n`);
  const unfit = await Promise.all(["c2hvcnQ=", k1, k1.slice(3)].map((text) => run(k1, "--key", text).exited));
  expect(unfit.map(({ code }) => code)).toEqual([1, 1, 1]);
  expect(await keyIds(client)).toEqual({ k1: total });

  // 2. Refused while a process runs that does not know it, in whichever order.
  for (const setting of [`${k1},${k2}`, `${k2},${k1}`]) {
    const early = await run(setting).exited;
    expect(early).toMatchObject({
      code: 1,
      output: expect.stringContaining("Nothing was changed: Posthorn still runs"),
    });
  }
  expect(await keyIds(client)).toEqual({ k1: total });
  await before.stop();

  // 3. All know it: put it first.
  const both = await startPosthorn({ dataDir: before.dataDir, env: env(`${k1},${k2}`) });
  expect((await run(`${k1},${k2}`).exited).output).toContain(
    "Put it first, and restart every process: POSTHORN_ENCRYPTION_KEY=k2:…,k1:…",
  );
  expect(await run(`${k2},${k1}`).exited).toMatchObject({ code: 1 });
  expect(await keyIds(client)).toEqual({ k1: total });
  await both.stop();

  // 4. Killed in the middle of its work, which a lock makes long.
  const swapped = await startPosthorn({ dataDir: before.dataDir, env: env(`${k2},${k1}`) });
  const holder = await connect();
  await holder.query("BEGIN");
  // In a query of its own: FOR UPDATE locks what OFFSET skips, too.
  await holder.query(
    "SELECT 1 FROM workspace WHERE id = (SELECT id FROM workspace ORDER BY id OFFSET $1 LIMIT 1) FOR UPDATE",
    [Math.floor(total / 2)],
  );
  const killed = run(`${k2},${k1}`);
  await expect.poll(async () => (await keyIds(client)).k2 ?? 0, { timeout: 30_000 }).toBe(Math.floor(total / 2));
  expect((await run(`${k2},${k1}`).exited).output).toContain("Another run is under way");
  killed.child.kill("SIGKILL");
  await killed.exited;
  await holder.query("ROLLBACK");

  // Half and half it serves on, and does not start without the old key.
  const call = (path: string) =>
    fetch(`${swapped.url}/api/v1${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
  const { data: webhooks } = (await (await call("/webhooks")).json()) as { data: { id: string }[] };
  expect((await call(`/webhooks/${webhooks[0]?.id}/secret`)).status).toBe(200);
  const tooEarly = runPosthorn({ dataDir: before.dataDir, env: env(k2) });
  expect(await tooEarly.exited).toBe(1);
  expect(tooEarly.output()).toContain("until npm run secrets:rotate-key says that the old one can be taken out");

  // 5. The next run goes on, and names what to take out.
  const done = await run(`${k2},${k1}`).exited;
  expect(done).toMatchObject({ code: 0, output: expect.stringContaining(`all ${total} are under "k2"`) });
  expect(done.output).toContain('Take out "k1"');
  expect(await keyIds(client)).toEqual({ k2: total });
  const again = await run(`${k2},${k1}`).exited;
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("0 data keys wrapped anew") });
  await swapped.stop();

  // 6. With the new key alone.
  const after = await startPosthorn({ dataDir: before.dataDir, env: env(k2) });
  const secret = await fetch(`${after.url}/api/v1/webhooks/${webhooks[0]?.id}/secret`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(secret.status).toBe(200);
  await after.stop();
  expect((await run(k2).exited).output).toContain(`Everything (${total} workspaces) is under the key "k2"`);
  await before.remove();
});

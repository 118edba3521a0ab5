import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { InstanceKey } from "#lib/config";
import { createDataKey, sealedWith } from "#lib/crypto/envelope";
import { verifyInstanceKey } from "#lib/crypto/verify-instance-key";
import { db } from "#lib/database/client";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

// Fault 60.
const key = (id: string): InstanceKey => ({ id, bytes: randomBytes(32) });
const [k1, k2] = [key("k1"), key("k2")];
const text = (...keys: InstanceKey[]) => keys.map(({ id, bytes }) => `${id}:${bytes.toString("base64")}`).join(",");
process.env.POSTHORN_ENCRYPTION_KEY = text(k2, k1);
const databaseUrl = await createTestDatabase();
beforeAll(prepareDispatch);

/** What a start checks. */
async function startsWith(...keys: [InstanceKey, ...InstanceKey[]]): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await verifyInstanceKey(client, keys);
  } finally {
    await client.end();
  }
}

/** A workspace from before the rotation: its data key is wrapped by another key than the first. */
async function workspaceUnder(wrapping: InstanceKey) {
  const workspace = await createTestWorkspace();
  await db().workspace.update({
    where: { id: workspace.id },
    data: { dataKey: createDataKey(workspace.id, wrapping) },
  });
  return workspace;
}

/** `npm run secrets:rotate-key` with these keys. A refusal is its exit code 1. */
function rotate(keys: InstanceKey[], ...args: string[]) {
  return promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", "scripts/rotate-key.ts", ...args],
    { env: { ...process.env, POSTHORN_ENCRYPTION_KEY: text(...keys) } },
  );
}

test("keys are changed while deliveries go on, and the old one can be taken out afterwards", async () => {
  expect(await startsWith(k1)).toBe(true);
  const receiver = await startReceiver();
  const workspaces = await Promise.all([k1, k1, k1, k2].map(workspaceUnder));
  for (const workspace of workspaces) await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
  expect(await startsWith(k2)).toBe(false);
  expect(await startsWith(k2, k1)).toBe(true);
  // The check value is sealed with k2 now; the data keys are what still needs k1.
  expect(await startsWith(k2)).toBe(false);

  let stop = false;
  let published = 0;
  const load = (async () => {
    while (!stop || published < 40) {
      await Promise.all(workspaces.map((workspace) => publish(workspace, {}, {})));
      published += workspaces.length * 2;
      await deliverDue();
    }
  })();
  const first = await rotate([k2, k1]);
  stop = true;
  await load;
  expect(first.stdout).toContain('3 data keys wrapped anew: all 4 are under "k2"');
  expect(first.stdout).toContain('Take out "k1" and restart every process: POSTHORN_ENCRYPTION_KEY=k2:…\n');
  expect((await rotate([k2, k1])).stdout).toContain('0 data keys wrapped anew: all 4 are under "k2"');
  expect(receiver.requests).toHaveLength(published);
  expect(receiver.requests.every(({ headers }) => /^v1,[\w+/]{43}=$/.test(String(headers["webhook-signature"])))).toBe(
    true,
  );

  expect(await startsWith(k2)).toBe(true);
  expect(await startsWith(k1)).toBe(false);
  expect(await startsWith(key("k2"))).toBe(false);
  for (const { dataKey } of await db().workspace.findMany()) expect(sealedWith(dataKey)).toBe("k2");
});

test.each([
  ["a key that is missing", key("k0")],
  ["a key that is wrong", { ...key("k1") }],
])("%s fails closed: nothing is sent unsigned, and the neighbours are served", async (_case, rogue) => {
  const receiver = await startReceiver();
  const broken = await createTestWorkspace();
  const healthy = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await broken.as("owner"), { url: `${receiver.url}/broken` });
  for (let i = 0; i < 16; i++) await createTestWebhook(await healthy.as("owner"), { url: `${receiver.url}/healthy` });
  await db().workspace.update({ where: { id: broken.id }, data: { dataKey: createDataKey(broken.id, rogue) } });
  expect(await startsWith(k2, k1)).toBe(false);
  const before = await db().workspace.findMany({ orderBy: { id: "asc" }, select: { dataKey: true } });
  await expect(rotate([k2, k1])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`Nothing was changed: not everything can be opened`),
  });
  await expect(rotate([k2, k1])).rejects.toMatchObject({ stderr: expect.stringContaining(`workspace ${broken.id}`) });
  expect(await db().workspace.findMany({ orderBy: { id: "asc" }, select: { dataKey: true } })).toEqual(before);

  await Promise.all([publish(broken, {}), publish(healthy, {})]);
  await deliverDue();
  expect(receiver.requests.map(({ path }) => path)).toEqual(Array(16).fill("/healthy"));
  const [delivery] = await deliveriesOf(webhook.id);
  expect(delivery).toMatchObject({ status: "pending", lastErrorCode: "signing_error" });
  expect((await attemptsOf(delivery?.id ?? ""))[0]).toMatchObject({
    errorMessage: "This instance can't open the webhook's secret. Ask its operator.",
    responseStatus: null,
  });
  await db().workspace.update({ where: { id: broken.id }, data: { dataKey: createDataKey(broken.id, k2) } });
});

import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { createIntegration } from "#lib/integrations/create-integration";
import { createKey } from "#lib/keys/create-key";
import { revokeKey } from "#lib/keys/revoke-key";
import { rotateKey } from "#lib/keys/rotate-key";
import { updateKey } from "#lib/keys/update-key";
import { warnOfExpiry } from "#lib/keys/warn-of-expiry";
import { listNotifications } from "#lib/notifications/list-notifications";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** A key that was made 30 days ago and expires in so many days. */
async function agedKey(ctx: Parameters<typeof createKey>[0], days: number, integration: string | null = null) {
  const { key } = await createKey(ctx, { name: "CI", integration });
  await db().apiKey.update({
    where: { id: parseId("key", key.id) ?? "" },
    data: { createdAt: inDays(-30), expiresAt: inDays(days) },
  });
  return key.id;
}

const setExpiry = (id: string, days: number) =>
  db().apiKey.update({ where: { id: parseId("key", id) ?? "" }, data: { expiresAt: inDays(days) } });

test("a workspace is told once a week before a key expires, and once a day before", async () => {
  const ctx = await (await createTestWorkspace()).as("admin");
  const texts = async () => (await listNotifications(ctx)).data.map(({ text }) => text);
  const erp = await createIntegration(ctx, { name: "ERP" });
  const id = await agedKey(ctx, 8, erp.id);
  await warnOfExpiry();
  expect(await texts()).toEqual([]);

  await setExpiry(id, 6.9);
  await warnOfExpiry();
  await warnOfExpiry();
  expect(await texts()).toEqual([
    expect.stringMatching(/^The API key “CI” \(….{4}\) of ERP expires in 7 days\. Rotate/),
  ]);
  const [told] = (await listNotifications(ctx)).data;
  expect(told).toMatchObject({ kind: "key.expiring", keyId: id, webhookId: null, webhookName: null, read: false });

  await setExpiry(id, 0.5);
  await Promise.all([warnOfExpiry(), warnOfExpiry()]);
  expect(await texts()).toEqual([expect.stringContaining("expires in 12 hours"), expect.any(String)]);

  // Given more time, it is warned about anew when that runs out.
  await updateKey(ctx, id, { expiresAt: inDays(20).toISOString() });
  await warnOfExpiry();
  expect(await texts()).toHaveLength(2);
  await setExpiry(id, 5);
  await warnOfExpiry();
  expect(await texts()).toHaveLength(3);
});

test("nobody is told about keys that are revoked, replaced, or made to live that short", async () => {
  const ctx = await (await createTestWorkspace()).as("admin");
  await revokeKey(ctx, await agedKey(ctx, 3));
  await rotateKey(ctx, await agedKey(ctx, 30), { overlapSeconds: 3600, expiresAt: null });
  await createKey(ctx, { name: "For an hour", expiresAt: inDays(1 / 24).toISOString() });
  await createKey(ctx, { name: "For three days", expiresAt: inDays(3).toISOString() });
  await setExpiry(await agedKey(ctx, 3), -1);
  await warnOfExpiry();
  expect((await listNotifications(ctx)).data).toEqual([]);
});

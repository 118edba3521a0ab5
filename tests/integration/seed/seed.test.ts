import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { importEventTypes } from "#lib/event-types/import-event-types";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { updateEventType } from "#lib/event-types/update-event-type";
import { publicId } from "#lib/ids";
import { verifyKey } from "#lib/keys/verify-key";
import { getProfile } from "#lib/profiles/get-profile";
import { saveProfile } from "#lib/profiles/save-profile";
import { verifyPassword } from "#lib/users/password";
import { Prisma } from "#prisma/client";
import { seedDemo } from "#prisma/seed";
import { createTestDatabase } from "#tests/support/database";
import { createOperator } from "#tests/support/operator";

await createTestDatabase();
const dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-seed-"));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const url = "http://localhost:3000";
const tables = async () =>
  JSON.stringify([
    await db().product.count(),
    await db().profile.count(),
    await db().eventType.count(),
    await db().workspace.count(),
    await db().user.count(),
    await db().webhook.count(),
    await db().inbox.count(),
    await db().apiKey.count(),
  ]);

test("seeds every preset, writes demo.json for its owner only, and changes nothing the second time", async () => {
  const demo = await seedDemo({ url, dataDir });
  expect(JSON.parse(await readFile(path.join(dataDir, "demo.json"), "utf8"))).toEqual(demo);
  expect((await stat(path.join(dataDir, "demo.json"))).mode & 0o777).toBe(0o600);
  expect(Object.keys(demo.products)).toEqual(["acme", "kruncher", "crondb", "countercyclical", "cuuro", "kaunt"]);
  for (const { publishKey, apiKey, workspace } of Object.values(demo.products)) {
    expect(await verifyKey(publishKey)).toMatchObject({ kind: "publish" });
    expect(await verifyKey(apiKey)).toMatchObject({ kind: "workspace", workspace: { slug: workspace } });
  }
  expect(demo.users.filter(({ workspace }) => workspace === "acme").map(({ email }) => email)).toEqual([
    "owner@acme.test",
    "admin@acme.test",
    "developer@acme.test",
    "viewer@acme.test",
  ]);
  const [account] = demo.users;
  const user = await db().user.findUniqueOrThrow({ where: { email: account?.email ?? "" } });
  expect(await verifyPassword(user.passwordHash, account?.password ?? "")).toBe(true);
  expect(await verifyPassword(user.passwordHash, "wrong")).toBe(false);
  expect(await verifyPassword(null, account?.password ?? "")).toBe(false);
  expect(await db().tenant.count({ where: { workspace: { slug: "kaunt" } } })).toBe(2);

  const before = await tables();
  expect(await seedDemo({ url, dataDir })).toEqual(demo);
  expect(await tables()).toBe(before);
});

test("follows a new port, and makes new keys when demo.json is gone", async () => {
  const before = await seedDemo({ url, dataDir });
  const moved = await seedDemo({ url: "http://localhost:4000", dataDir });
  expect(moved).toEqual({ ...before, url: "http://localhost:4000" });
  const webhooks = await db().webhook.findMany();
  expect(webhooks.every((webhook) => webhook.url.startsWith("http://localhost:4000/inbox/"))).toBe(true);

  await rm(path.join(dataDir, "demo.json"));
  const renewed = await seedDemo({ url, dataDir });
  const old = before.products.acme?.apiKey ?? "";
  expect(renewed.products.acme?.apiKey).not.toBe(old);
  expect(await verifyKey(old)).toBeNull();
  expect(await verifyKey(renewed.products.acme?.apiKey ?? "")).not.toBeNull();
});

test("leaves alone what an operator has made of a product", async () => {
  await seedDemo({ url, dataDir });
  const ctx = await createOperator();
  const { profile } = await getProfile(ctx, "crondb");
  await saveProfile(ctx, "crondb", { profile: { ...profile, timeoutSeconds: 9 } });
  const [type] = await listCatalogue(ctx, "crondb");
  await updateEventType(ctx, type?.id ?? "", { archived: true, description: "Ours now." });
  await seedDemo({ url, dataDir });
  expect(await getProfile(ctx, "crondb")).toMatchObject({ version: 2, profile: { timeoutSeconds: 9 } });
  const after = (await listCatalogue(ctx, "crondb")).find(({ id }) => id === type?.id);
  expect(after).toMatchObject({ archivedAt: expect.any(String), description: "Ours now." });
});

test("a database from before the presets had schemas gets them, but for types that an operator has had hands on", async () => {
  await seedDemo({ url, dataDir });
  const ctx = await createOperator();
  const of = (name: string) => db().eventType.findFirstOrThrow({ where: { name, product: { slug: "cuuro" } } });
  const types = ["startup.created", "analysis.created", "analysis.completed"];
  const complete = await Promise.all(types.map(of));
  await db().eventType.updateMany({
    where: { product: { slug: "cuuro" } },
    data: { schema: Prisma.DbNull, example: '{"id":"old"}' },
  });
  await updateEventType(ctx, publicId("eventType", complete[0]?.id ?? ""), { description: "Ours now." });
  await importEventTypes(ctx, "cuuro", {
    document: { eventTypes: [{ name: "analysis.created", group: "Ours", example: { id: "ours" } }] },
  });
  await seedDemo({ url, dataDir });
  expect(await of("startup.created")).toMatchObject({ schema: null, description: "Ours now." });
  expect(await of("analysis.created")).toMatchObject({ schema: null, group: "Ours", example: '{"id":"ours"}' });
  expect(await of("analysis.completed")).toEqual(complete[2]);
  expect(complete[2]?.schema).toMatchObject({ required: ["id"] });
});

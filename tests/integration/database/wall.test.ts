import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { db, openDatabase } from "#lib/database/client";
import { applyMigrations } from "#lib/database/migrate";
import { acrossWorkspaces, behindWall, enterWorkspace } from "#lib/database/scope";
import { raiseWall, WALL } from "#lib/database/wall";
import { setWakeSender } from "#lib/dispatch/wake";
import { newId, parseId } from "#lib/ids";
import { Prisma } from "#prisma/client";
import { createScene, type Scene } from "#tests/support/contract-scene";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";

// The second wall: queries that have forgotten their workspace, through the door that all queries use.

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

const OWNED = Object.entries(WALL).flatMap(([model, one]) => ("owned" in one ? [{ model, table: one.table }] : []));
const SHARED = Object.entries(WALL).flatMap(([model, one]) => ("owned" in one ? [] : [{ model, table: one.table }]));

/** As a request of this workspace; of none without one. */
function asRequest<T>(workspaceId: string | null, run: () => Promise<T>): Promise<T> {
  return behindWall(async () => {
    if (workspaceId) enterWorkspace(workspaceId);
    return await run();
  });
}

interface Delegate {
  findMany(): Promise<Record<string, unknown>[]>;
  count(): Promise<number>;
}

function delegate(model: string): Delegate {
  const name = model[0]?.toLowerCase() + model.slice(1);
  return (db() as unknown as Record<string, Delegate>)[name] as Delegate;
}

async function countRows(table: string): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>(
    Prisma.sql`SELECT count(*)::int FROM ${Prisma.raw(`"${table}"`)}`,
  );
  return row?.count ?? -1;
}

let one: Scene;
let other: Scene;

beforeAll(async () => {
  [one, other] = [await createScene(), await createScene()];
  for (const { workspace } of [one, other]) await fillRest(workspace.id);
});

/** What a scene has none of. */
async function fillRest(workspaceId: string): Promise<void> {
  const id = newId();
  const webhook = await db().webhook.findFirstOrThrow({ where: { workspaceId } });
  await db().tenant.create({ data: { id, workspaceId, key: id, name: "Tenant" } });
  await db().eventKey.create({ data: { workspaceId, key: id, eventId: id, digest: Buffer.from("x") } });
  await db().idempotencyKey.create({
    data: { id, workspaceId, key: id, token: id, lockedUntil: new Date(), asked: Buffer.from("x") },
  });
  await db().webhookHour.upsert({
    where: {
      webhookId_hour_result_latencyBucket: {
        webhookId: webhook.id,
        hour: new Date(0),
        result: "succeeded",
        latencyBucket: 0,
      },
    },
    create: { workspaceId, webhookId: webhook.id, hour: new Date(0), result: "succeeded", latencyBucket: 0, count: 1 },
    update: {},
  });
  await db().eventHour.createMany({ data: { workspaceId, hour: new Date(0), type: "invoice.paid", count: 1 } });
  const replay = await db().replay.findFirstOrThrow({ where: { workspaceId } });
  await db().replayLane.createMany({
    data: { replayId: replay.id, webhookId: webhook.id },
    skipDuplicates: true,
  });
}

test("every model says whose its rows are, and every table that has a workspace_id is a workspace's", async () => {
  expect(Object.keys(WALL).toSorted()).toEqual(Object.keys(Prisma.ModelName).toSorted());
  const columns = await db().$queryRaw<{ table_name: string }[]>`
    SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspace_id'`;
  const owned = OWNED.map(({ table }) => table);
  for (const { table_name } of columns) expect(owned).toContain(table_name);
  // What hangs on such a table by a foreign key is a workspace's too.
  const children = await db().$queryRaw<{ child: string }[]>`
    SELECT DISTINCT conrelid::regclass::text AS child FROM pg_constraint
     WHERE contype = 'f' AND confrelid::regclass::text = ANY(${owned})`;
  for (const { child } of children) expect(owned).toContain(child);
});

describe.each(OWNED)("$table", ({ model, table }) => {
  test("has a row in both workspaces", async () => {
    const all = await countRows(table);
    const counts = await Promise.all(
      [one, other].map(({ workspace }) => asRequest(workspace.id, () => countRows(table))),
    );
    for (const count of counts) expect(count).toBeGreaterThan(0);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBeLessThanOrEqual(all);
  });

  test("shows a query without any condition the rows of the request's workspace alone", async () => {
    const [mine, theirs] = await Promise.all(
      [one, other].map(({ workspace }) => asRequest(workspace.id, () => delegate(model).findMany())),
    );
    const keys = (rows: Record<string, unknown>[] | undefined) => new Set(rows?.map((row) => JSON.stringify(row, big)));
    expect(keys(mine).isDisjointFrom(keys(theirs))).toBe(true);
    for (const row of mine ?? []) if ("workspaceId" in row) expect(row.workspaceId).toBe(one.workspace.id);
  });

  test("shows nothing to a request that has entered no workspace", async () => {
    expect(await asRequest(null, () => delegate(model).count())).toBe(0);
    expect(await asRequest(null, () => countRows(table))).toBe(0);
    expect(
      await asRequest(null, () => db().$transaction((tx) => tx.$queryRawUnsafe(`SELECT 1 FROM "${table}"`))),
    ).toEqual([]);
  });

  test.runIf(table !== "audit_entry")("lets a change without any condition reach no other workspace", async () => {
    const before = await asRequest(other.workspace.id, () => countRows(table));
    const undo = new Error("undone");
    const change = asRequest(one.workspace.id, () =>
      db().$transaction(async (tx) => {
        await tx.$executeRawUnsafe(`DELETE FROM "${table}"`);
        const [left] = await tx.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int FROM "${table}"`);
        expect(left?.count).toBe(0);
        await tx.$executeRawUnsafe(`SET LOCAL posthorn.workspace = '${other.workspace.id}'`);
        const [theirs] = await tx.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int FROM "${table}"`);
        expect(theirs?.count).toBe(before);
        throw undo;
      }),
    );
    await expect(change).rejects.toThrow(undo);
  });
});

function big(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

describe("a request of one workspace", () => {
  const insert = (workspaceId: string) =>
    db().inbox.create({ data: { id: newId(), workspaceId, token: newId(), name: "Forged", answer: {} } });

  test("can write nothing into another", async () => {
    await expect(asRequest(one.workspace.id, () => insert(other.workspace.id))).rejects.toThrow(/row-level security/);
    await expect(asRequest(null, () => insert(other.workspace.id))).rejects.toThrow(/row-level security/);
    const webhook = await db().webhook.findFirstOrThrow({ where: { workspaceId: one.workspace.id } });
    const move = asRequest(one.workspace.id, () =>
      db().webhook.update({ where: { id: webhook.id }, data: { workspaceId: other.workspace.id } }),
    );
    await expect(move).rejects.toThrow(/row-level security/);
  });

  test("finds nothing of another by its id, also through what belongs to it", async () => {
    const id = parseId("webhook", other.idFor({ id: "getWebhook", path: "/api/v1/webhooks/{id}" } as never)) ?? "";
    await asRequest(one.workspace.id, async () => {
      expect(await db().webhook.findUnique({ where: { id } })).toBeNull();
      expect(await db().signingSecret.findMany({ where: { webhookId: id } })).toEqual([]);
      expect((await db().webhook.updateMany({ where: { id }, data: { name: "Forged" } })).count).toBe(0);
      const products = await db().product.findMany({ select: { workspaces: { select: { id: true } } } });
      expect(products.flatMap((product) => product.workspaces)).toEqual([{ id: one.workspace.id }]);
    });
  });

  test("is not taken for another that asks at the same time", async () => {
    const scenes = [one, other, one, other, one, other, one, other];
    const found = await Promise.all(
      scenes.map(({ workspace }) =>
        asRequest(workspace.id, async () => [
          (await db().workspace.findUnique({ where: { id: workspace.id } }))?.id,
          await db().$transaction(async (tx) => (await tx.workspace.findUnique({ where: { id: workspace.id } }))?.id),
          (await db().workspace.findMany())[0]?.id,
        ]),
      ),
    );
    expect(found).toEqual(scenes.map(({ workspace }) => [workspace.id, workspace.id, workspace.id]));
  });

  test("leaves a connection as it was, also after an error", async () => {
    const who = () =>
      db().$queryRaw`SELECT current_user::text AS role, current_setting('posthorn.workspace', true) AS scope`;
    expect(await asRequest(one.workspace.id, who)).toEqual([{ role: "posthorn_scoped", scope: one.workspace.id }]);
    await Promise.allSettled(
      Array.from({ length: 30 }, () => asRequest(one.workspace.id, () => db().$queryRaw`SELECT 1 / 0`)),
    );
    const after = await Promise.all(Array.from({ length: 30 }, who));
    for (const rows of after) expect(rows).not.toMatchObject([{ role: "posthorn_scoped" }]);
    // What poolers in transaction mode would hand to the next one.
    for (const rows of after) expect((rows as { scope: string | null }[])[0]?.scope ?? "").toBe("");
  });

  test("runs nothing where it can't give up its rights, though all that it sends goes out together", async () => {
    const webhooks = () => asRequest(one.workspace.id, () => db().webhook.count());
    const before = await webhooks();
    await db().$executeRaw`ALTER ROLE posthorn_scoped RENAME TO posthorn_elsewhere`;
    try {
      const made = await Promise.allSettled([webhooks(), asRequest(one.workspace.id, () => insert(one.workspace.id))]);
      for (const outcome of made) expect(outcome).toMatchObject({ status: "rejected" });
    } finally {
      await db().$executeRaw`ALTER ROLE posthorn_elsewhere RENAME TO posthorn_scoped`;
    }
    expect(await db().inbox.count({ where: { name: "Forged" } })).toBe(0);
    expect(await webhooks()).toBe(before);
  });

  test("can't change or delete the audit log, the instance's settings, or the wall", async () => {
    for (const statement of [
      "UPDATE audit_entry SET actor_name = 'Nobody'",
      "DELETE FROM audit_entry",
      "DELETE FROM instance_setting",
      "ALTER TABLE webhook DISABLE ROW LEVEL SECURITY",
      "SELECT 1 FROM _prisma_migrations",
      "CREATE TABLE mine (id int)",
    ]) {
      await expect(
        asRequest(one.workspace.id, () => db().$executeRawUnsafe(statement)),
        statement,
      ).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});

test("what works across workspaces says so, and only for itself", async () => {
  const counts = await asRequest(one.workspace.id, async () => [
    await db().workspace.count(),
    await acrossWorkspaces(() => db().workspace.count()),
    await db().workspace.count(),
  ]);
  expect(counts).toEqual([1, 2, 1]);
});

describe("on a server whose superuser we are not", () => {
  const roles = { owner: `owner_${newId().slice(-8)}`, app: `app_${newId().slice(-8)}` };
  const urls = { owner: "", app: "" };
  let admin: pg.Client;

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: inject("templateUrl") });
    await admin.connect();
    for (const role of Object.values(roles)) {
      await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' NOSUPERUSER NOCREATEROLE`);
    }
    await admin.query(`CREATE DATABASE ${roles.owner} OWNER ${roles.owner}`);
    for (const name of ["owner", "app"] as const) {
      const url = new URL(inject("templateUrl"));
      Object.assign(url, { username: roles[name], password: "x", pathname: `/${roles.owner}` });
      urls[name] = url.href;
    }
    await applyMigrations(urls.owner);
  });

  afterAll(async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${roles.owner} WITH (FORCE)`);
    for (const role of Object.values(roles)) await admin.query(`DROP ROLE IF EXISTS ${role}`);
    await admin.end();
  });

  test("says what a superuser has to do, then stands, for the owner and for a role that owns nothing", async () => {
    expect(await raiseWall(urls.owner)).toContain(`GRANT posthorn_scoped TO ${roles.owner}`);
    await admin.query(`GRANT posthorn_scoped TO ${Object.values(roles).join(", ")} WITH INHERIT FALSE`);
    expect(await raiseWall(urls.owner)).toBeNull();
    // Again, as every start does.
    expect(await raiseWall(urls.owner)).toBeNull();
    const owner = new pg.Client({ connectionString: urls.owner });
    await owner.connect();
    await owner.query(`GRANT USAGE ON SCHEMA public TO ${roles.app}`);
    await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${roles.app}`);
    await owner.end();
    const product = { id: newId(), slug: "p", name: "P" };
    const ids = [newId(), newId()];
    for (const url of [urls.owner, urls.app]) {
      const client = openDatabase(url, 2);
      await client.product.upsert({ where: { slug: "p" }, create: product, update: {} });
      for (const id of ids) {
        const workspace = { id, productId: product.id, slug: id, name: "W", dataKey: Buffer.from("x") };
        await client.workspace.upsert({ where: { id }, create: workspace, update: {} });
      }
      expect(await client.workspace.count()).toBe(2);
      expect(await asRequest(ids[0] ?? "", () => client.workspace.findMany())).toMatchObject([{ id: ids[0] }]);
      expect(await asRequest(null, () => client.workspace.count())).toBe(0);
      await client.$disconnect();
    }
  });
});

test.each(SHARED)("$table is shared, and can be read", async ({ model }) => {
  expect(await asRequest(one.workspace.id, () => delegate(model).count())).toBeGreaterThanOrEqual(0);
});

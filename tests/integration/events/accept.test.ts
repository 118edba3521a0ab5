import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch, publish } from "#tests/support/deliver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error ?? new Error("It was accepted.");
}

// Fault 39.
describe("idempotency", () => {
  test("the same id and content is the same event, and nothing new is sent", async () => {
    const workspace = await createTestWorkspace();
    await createTestWebhook(await workspace.as("owner"));
    const event = { data: '{"a":1}', fields: '"id":"order-1"' };
    const [first] = await publish(workspace, event);
    const [second] = await publish(workspace, event);
    expect(first).toMatchObject({ duplicate: false, deliveries: 1 });
    expect(second).toEqual({ ...first, duplicate: true });
    expect(await db().delivery.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test.each([
    ["type", { type: "invoice.created", data: '{"a":1}' }],
    ["data", { data: '{"a":2}' }],
    ["tenant", { data: '{"a":1}', extra: ',"tenant":"t"' }],
  ])("the same id with another %s is a conflict that names it, and the batch is undone", async (name, event) => {
    const workspace = await createTestWorkspace();
    await publish(workspace, { data: '{"a":1}', fields: '"id":"order-1"' });
    const { extra = "", ...rest } = event as { extra?: string };
    const error = await refusal(
      publish(workspace, {}, { ...rest, fields: `"id":"order-1"${extra}` }, { fields: '"id":"new"' }),
    );
    expect(error.code).toBe("idempotency_conflict");
    expect(error.errors).toEqual([{ path: "1.id", message: expect.stringContaining(`a different ${name}`) }]);
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(1);
    expect(await db().eventKey.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test("a hundred concurrent requests with one id are one event", async () => {
    const workspace = await createTestWorkspace();
    const results = await Promise.all(Array.from({ length: 100 }, () => publish(workspace, { fields: '"id":"once"' })));
    expect(new Set(results.map(([event]) => event?.id)).size).toBe(1);
    expect(results.filter(([event]) => !event?.duplicate)).toHaveLength(1);
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test("within a batch a repeated id is one event, or refuses the batch if it differs", async () => {
    const workspace = await createTestWorkspace();
    const same = await publish(workspace, { fields: '"id":"x"' }, { fields: '"id":"x"' });
    expect(same.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    expect(same[0]?.id).toBe(same[1]?.id);
    const error = await refusal(publish(workspace, { fields: '"id":"y"' }, { data: "1", fields: '"id":"y"' }));
    expect(error.errors[0]?.path).toBe("1.id");
  });

  test("the ids of two workspaces are independent", async () => {
    const [one, other] = [await createTestWorkspace(), await createTestWorkspace()];
    await publish(one, { fields: '"id":"k"' });
    expect((await publish(other, { data: "2", fields: '"id":"k"' }))[0]?.duplicate).toBe(false);
  });
});

describe("all or nothing", () => {
  // Fault 40.
  test("one bad event among many refuses all, naming each problem by index", async () => {
    const workspace = await createTestWorkspace();
    const error = await refusal(publish(workspace, {}, { type: "no.such" }, {}, { type: "a..b" }));
    expect(error.code).toBe("invalid_input");
    expect(error.errors.map(({ path }) => path)).toEqual(["1.type", "3.type"]);
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  // Fault 40.
  test("a fan-out that breaks at its 501st row of 1,000 leaves nothing, and the repetition is new", async () => {
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    for (let i = 0; i < 10; i++) await createTestWebhook(owner);
    const events = Array.from({ length: 100 }, (_, i) => ({ fields: `"id":"fan-${i}"` }));
    await db().$executeRawUnsafe("CREATE SEQUENCE fan_rows");
    await db().$executeRawUnsafe(`
      CREATE FUNCTION break_fan() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('fan_rows') = 501 THEN RAISE EXCEPTION 'broken' USING ERRCODE = 'disk_full'; END IF;
        RETURN NEW;
      END $$`);
    await db().$executeRawUnsafe(
      "CREATE TRIGGER break_fan BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION break_fan()",
    );
    await expect(publish(workspace, ...events)).rejects.toThrow();
    await db().$executeRawUnsafe("DROP TRIGGER break_fan ON delivery");
    const where = { workspaceId: workspace.id };
    expect(await db().event.count({ where })).toBe(0);
    expect(await db().delivery.count({ where })).toBe(0);
    expect(await db().eventKey.count({ where })).toBe(0);

    const accepted = await publish(workspace, ...events);
    expect(accepted.every(({ duplicate, deliveries }) => !duplicate && deliveries === 10)).toBe(true);
    expect(await db().delivery.count({ where })).toBe(1000);
  });

  test("an unknown workspace, and one of another product, are refused alike", async () => {
    const [workspace, foreign] = [await createTestWorkspace(), await createTestWorkspace()];
    for (const slug of ["nobody", foreign.slug, foreign.id]) {
      expect((await refusal(publish({ ...workspace, slug }, {}))).errors[0]).toMatchObject({ path: "workspace" });
    }
  });
});

describe("tenants", () => {
  test("a tenant's webhook receives that tenant's events; one of the workspace receives all", async () => {
    const workspace = await createTestWorkspace("kaunt");
    const owner = await workspace.as("owner");
    const type = "ModelReady";
    await publish(workspace, { type, fields: '"tenant":"north"' }, { type, fields: '"tenant":"south"' });
    await createTestWebhook(owner);
    await createTestWebhook(owner, { tenant: "north" });
    const counts = await publish(
      workspace,
      { type, fields: '"tenant":"north"' },
      { type, fields: '"tenant":"south"' },
      { type },
    );
    expect(counts.map(({ deliveries }) => deliveries)).toEqual([2, 1, 1]);
  });
});

test("events that nobody subscribed to are kept", async () => {
  const workspace = await createTestWorkspace();
  expect((await publish(workspace, {}))[0]?.deliveries).toBe(0);
  expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(1);
});

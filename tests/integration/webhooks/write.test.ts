import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { listWebhooks } from "#lib/webhooks/list-webhooks";
import { openHeaders } from "#lib/webhooks/sealed";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import { workspaceKey } from "#lib/workspaces/data-key";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const uuidOf = (id: string) => parseId("webhook", id) ?? "";

describe("creating a webhook", () => {
  test("returns the webhook without its secret, the secret once, and leaves an audit row", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook, secret } = await createTestWebhook(ctx, {
      eventTypes: ["invoice.paid", "invoice.paid"],
      headers: { "X-Team": "blue" },
      timeoutSeconds: 5,
    });

    expect(secret).toMatch(/^whsec_/);
    expect(webhook).toMatchObject({
      eventTypes: ["invoice.paid"],
      headerNames: ["X-Team"],
      status: "active",
      timeoutSeconds: 5,
      owner: { name: "A developer" },
      version: 1,
    });
    expect(JSON.stringify(await getWebhook(ctx, webhook.id))).not.toContain(secret);
    expect(JSON.stringify(webhook)).not.toContain("blue");
    expect(await auditActions(workspace)).toEqual(["webhook.created"]);
    const row = await db().webhook.findUniqueOrThrow({ where: { id: uuidOf(webhook.id) }, include: { secrets: true } });
    expect(Buffer.from(row.headersSealed ?? []).toString("latin1")).not.toContain("blue");
    expect(Buffer.from(row.secrets[0]?.sealed ?? []).toString("latin1")).not.toContain(secret);
  });

  test("rejects a viewer and writes nothing", async () => {
    const workspace = await createTestWorkspace();
    await expect(createTestWebhook(await workspace.as("viewer"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().webhook.count({ where: { workspaceId: workspace.id } })).toBe(0);
    expect(await auditActions(workspace)).toEqual([]);
  });

  const bad: [string, Partial<Record<keyof WebhookInput | "surprise", unknown>>, string][] = [
    ["no name", { name: " " }, "name"],
    ["a name of 101 letters", { name: "a".repeat(101) }, "name"],
    ["a relative URL", { url: "/hooks" }, "url"],
    ["ftp", { url: "ftp://example.com/" }, "url"],
    ["plain http", { url: "http://example.com/" }, "url"],
    ["credentials in the URL", { url: "https://me:pw@example.com/" }, "url"],
    ["a private address", { url: "https://10.0.0.1/" }, "url"],
    ["no event types", { eventTypes: [] }, "eventTypes"],
    ["* beside another", { eventTypes: ["*", "invoice.paid"] }, "eventTypes"],
    ["an unknown event type", { eventTypes: ["invoice.paid", "nope"] }, "eventTypes.1"],
    ["a timeout of 31 s", { timeoutSeconds: 31 }, "timeoutSeconds"],
    ["a rate of 0", { rateLimit: 0 }, "rateLimit"],
    ["a rate of 10,001", { rateLimit: 10_001 }, "rateLimit"],
    ["an unknown tenant", { tenant: "nobody" }, "tenant"],
    ["an unknown integration", { integration: "int_x" }, "integration"],
    ["an unknown key", { surprise: 1 }, "surprise"],
    ["a signature in Host", { signature: [{ scheme: "static", header: "Host" }] }, "signature.0.header"],
  ];
  test.each(bad)("names the field for %s", async (_case, fields, path) => {
    const workspace = await createTestWorkspace();
    await expect(createTestWebhook(await workspace.as("owner"), fields as Partial<WebhookInput>)).rejects.toMatchObject(
      {
        code: "invalid_input",
        errors: [{ path }],
      },
    );
  });

  const badHeaders: [string, Record<string, string>][] = [
    ["CRLF", { "X-A": "a\r\nX-B: b" }],
    ["NUL", { "X-A": "a\0" }],
    ["non-latin1", { "X-A": "Ω" }],
    ["4,097 characters", { "X-A": "a".repeat(4097) }],
    ["Host", { Host: "example.com" }],
    ["Content-Length", { "content-length": "1" }],
    ["Transfer-Encoding", { "Transfer-Encoding": "chunked" }],
    ["Connection", { Connection: "close" }],
    ["webhook-id", { "Webhook-Id": "1" }],
    ["svix-signature", { "svix-signature": "1" }],
    ["Content-Type", { "Content-Type": "text/plain" }],
    ["User-Agent", { "user-agent": "x" }],
    ["a space in the name", { "X A": "1" }],
    ["the same name twice", { "X-A": "1", "x-a": "2" }],
    ["51 headers", Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`x-${i}`, "1"]))],
  ];
  test.each(badHeaders)("refuses a header with %s", async (_case, headers) => {
    const workspace = await createTestWorkspace();
    await expect(createTestWebhook(await workspace.as("owner"), { headers })).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: expect.stringMatching(/^headers/) }],
    });
  });

  test("refuses a header that the profile sends itself", async () => {
    const ctx = await (await createTestWorkspace("kruncher")).as("owner");
    await expect(createTestWebhook(ctx, { headers: { "X-Kruncher-Api-Key": "mine" } })).rejects.toMatchObject({
      errors: [{ path: "headers.X-Kruncher-Api-Key" }],
    });
    await expect(createTestWebhook(ctx, { headers: { Authorization: "Bearer mine" } })).resolves.toBeDefined();
  });

  test("refuses event types above the owner's role", async () => {
    const workspace = await createTestWorkspace("countercyclical");
    await expect(
      createTestWebhook(await workspace.as("developer"), { eventTypes: ["team.created"] }),
    ).rejects.toMatchObject({ errors: [{ path: "eventTypes.0" }] });
    await expect(
      createTestWebhook(await workspace.as("admin"), { eventTypes: ["team.created"] }),
    ).resolves.toBeDefined();
  });

  test("makes a secret of the kind that the signature needs", async () => {
    const kruncher = await (await createTestWorkspace("kruncher")).as("owner");
    expect((await createTestWebhook(kruncher)).secret).not.toMatch(/^whs/);
    const acme = await (await createTestWorkspace()).as("owner");
    const { secret } = await createTestWebhook(acme, {
      signature: [{ scheme: "standard-webhooks", algorithm: "ed25519" }],
    });
    expect(secret).toMatch(/^whsk_/);
  });
});

describe("changing a webhook", () => {
  test("changes only what is given, raises the version and audits the difference", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx, { description: "keep", headers: { "X-A": "1", "X-B": "2" } });
    const changed = await updateWebhook(ctx, webhook.id, { name: "New", headers: { "x-a": null, "X-C": "3" } });

    expect(changed).toMatchObject({ name: "New", description: "keep", headerNames: ["x-a", "X-C"], version: 2 });
    const row = await db().webhook.findUniqueOrThrow({ where: { id: uuidOf(webhook.id) } });
    const key = await workspaceKey(db(), workspace.id);
    expect(openHeaders(key, row.id, row.headersSealed)).toEqual({ "x-a": "1", "X-C": "3" });
    const audit = await db().auditEntry.findFirstOrThrow({
      where: { workspaceId: workspace.id, action: "webhook.updated" },
    });
    expect(audit.before).toEqual({ name: "Test", headerNames: ["X-A", "X-B"] });
  });

  test("refuses a stale version, an empty patch and a viewer", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx);
    await updateWebhook(ctx, webhook.id, { name: "B" });
    await expect(updateWebhook(ctx, webhook.id, { name: "C" }, { expectedVersion: 1 })).rejects.toMatchObject({
      code: "version_conflict",
    });
    await expect(updateWebhook(ctx, webhook.id, {})).rejects.toMatchObject({ code: "invalid_input" });
    const viewer = await workspace.as("viewer");
    await expect(updateWebhook(viewer, webhook.id, { name: "D" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("does not let a developer redirect what only admins may see", async () => {
    const workspace = await createTestWorkspace("countercyclical");
    const { webhook } = await createTestWebhook(await workspace.as("admin"));
    const developer = await workspace.as("developer");
    await expect(updateWebhook(developer, webhook.id, { url: "https://mine.example.com/" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(updateWebhook(developer, webhook.id, { name: "Renamed" })).resolves.toBeDefined();
    await expect(
      updateWebhook(await workspace.as("admin"), webhook.id, { url: "https://ours.example.com/" }),
    ).resolves.toBeDefined();
  });
});

test("deleting cancels what waits, keeps the log, and hides the webhook", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  const pending = await createTestDelivery(workspace, webhook.id, { status: "pending" });
  const held = await createTestDelivery(workspace, webhook.id, { status: "held" });
  const succeeded = await createTestDelivery(workspace, webhook.id, { status: "succeeded" });

  await expect(deleteWebhook(await workspace.as("viewer"), webhook.id)).rejects.toMatchObject({ code: "forbidden" });
  await deleteWebhook(ctx, webhook.id);

  const statuses = await db().delivery.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
  expect(statuses.map(({ id, status }) => [id, status])).toEqual([
    [pending, "canceled"],
    [held, "canceled"],
    [succeeded, "succeeded"],
  ]);
  await expect(getWebhook(ctx, webhook.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteWebhook(ctx, webhook.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await auditActions(workspace)).toEqual(["webhook.created", "webhook.deleted"]);
});

test("another workspace's webhook is not there", async () => {
  const { webhook } = await createTestWebhook(await (await createTestWorkspace()).as("owner"));
  const stranger = await (await createTestWorkspace()).as("owner");
  const attempts = [
    () => getWebhook(stranger, webhook.id),
    () => updateWebhook(stranger, webhook.id, { name: "Mine" }),
    () => deleteWebhook(stranger, webhook.id),
    () => getWebhook(stranger, "wh_nonsense"),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect((await listWebhooks(stranger)).data).toEqual([]);
});

test("lists newest first, page by page in both directions, and filters", async () => {
  const ctx = await (await createTestWorkspace()).as("owner");
  for (const name of ["one", "two", "three"]) {
    await createWebhook(ctx, { name, url: `https://${name}.example.com/`, eventTypes: ["invoice.paid"] });
  }
  const first = await listWebhooks(ctx, { limit: 2 });
  expect(first.data.map(({ name }) => name)).toEqual(["three", "two"]);
  expect(first.previousCursor).toBeNull();
  const second = await listWebhooks(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
  expect(second.data.map(({ name }) => name)).toEqual(["one"]);
  expect(second.nextCursor).toBeNull();
  const back = await listWebhooks(ctx, { limit: 2, cursor: second.previousCursor ?? "" });
  expect(back.data.map(({ name }) => name)).toEqual(["three", "two"]);
  expect(back.previousCursor).toBeNull();

  expect((await listWebhooks(ctx, { q: "TWO.EX" })).data.map(({ name }) => name)).toEqual(["two"]);
  expect((await listWebhooks(ctx, { q: "%" })).data).toEqual([]);
  expect((await listWebhooks(ctx, { event: "invoice.created" })).data).toEqual([]);
  expect((await listWebhooks(ctx, { status: "paused" })).data).toEqual([]);
  await expect(listWebhooks(ctx, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_cursor" });
  await expect(listWebhooks(ctx, { limit: 101 })).rejects.toMatchObject({ code: "invalid_input" });
});

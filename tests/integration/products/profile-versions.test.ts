import { Webhook as StandardWebhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { publicId } from "#lib/ids";
import { getProfile } from "#lib/profiles/get-profile";
import { listVersions } from "#lib/profiles/list-versions";
import { previewProfile } from "#lib/profiles/preview-profile";
import { compareProfile } from "#lib/profiles/profile-impact";
import type { ProfileInput, SignatureConfig } from "#lib/profiles/profile-schema";
import { saveProfile } from "#lib/profiles/save-profile";
import { revealSecret } from "#lib/webhooks/reveal-secret";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish, skipWaiting } from "#tests/support/deliver";
import { createOperator, createTestProduct, operatorActions, operatorKeyContext } from "#tests/support/operator";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

const BODY_HMAC: SignatureConfig = {
  scheme: "hmac-body",
  header: "X-Nimbus-Signature",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "sha256=",
};

async function withProfile(
  ctx: Awaited<ReturnType<typeof createOperator>>,
  workspace: TestWorkspace,
  patch: Partial<ProfileInput>,
) {
  const product = publicId("product", workspace.productId);
  const { profile } = await getProfile(ctx, product);
  return { product, profile: { ...profile, ...patch } as ProfileInput };
}

test("saving makes a version, saying the same makes none, and one that is out of date is refused", async () => {
  const ctx = await createOperator();
  const { slug } = await createTestProduct(ctx);
  const { profile } = await getProfile(ctx, slug);
  const slower = { ...profile, timeoutSeconds: 20 };
  expect(await saveProfile(ctx, slug, { profile: slower, note: "Slower" }, { expectedVersion: [1] })).toMatchObject({
    version: 2,
    note: "Slower",
    createdBy: "Olga Operator",
    current: true,
  });
  expect(await saveProfile(ctx, slug, { profile: slower })).toMatchObject({ version: 2 });
  await expect(saveProfile(ctx, slug, { profile }, { expectedVersion: [1] })).rejects.toMatchObject({
    code: "version_conflict",
  });
  const back = await saveProfile(ctx, slug, { profile });
  expect(back).toMatchObject({ version: 3, profile });
  const { data } = await listVersions(ctx, slug);
  expect(data.map(({ version, current }) => [version, current])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
  expect(await operatorActions(ctx)).toEqual(["product.created", "profile.saved", "profile.saved"]);
  const reader = operatorKeyContext(["products:read"]);
  await expect(saveProfile(reader, slug, { profile })).rejects.toMatchObject({ code: "forbidden" });
});

describe("webhooks that run while the signature changes", () => {
  test("keep theirs unless asked to change; new ones sign in the new manner", async () => {
    const ctx = await createOperator();
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const receiver = await startReceiver();
    const { secret } = await createTestWebhook(owner, { url: receiver.url });
    const { product, profile } = await withProfile(ctx, workspace, { signature: [BODY_HMAC] });
    expect((await compareProfile(ctx, product, { profile })).impact).toMatchObject({
      signatureChanges: true,
      followers: 1,
      withoutSecret: 0,
    });
    await saveProfile(ctx, product, { profile });
    const fresh = await startReceiver();
    await createTestWebhook(owner, { url: fresh.url });
    await publish(workspace, { data: '{"id":1}' });
    await deliverDue();
    const [old, young] = [receiver.requests[0], fresh.requests[0]];
    new StandardWebhook(secret).verify(old?.body ?? "", old?.headers as Record<string, string>);
    expect(old?.headers["x-nimbus-signature"]).toBeUndefined();
    expect(young?.headers["x-nimbus-signature"]).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  test("get a secret of the new kind when they change with it, and what waits is signed as before", async () => {
    const ctx = await createOperator();
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const receiver = await startReceiver(status(500));
    const { webhook } = await createTestWebhook(owner, { url: receiver.url });
    await publish(workspace, { data: '{"id":"before"}' });
    await deliverDue();
    const { product, profile } = await withProfile(ctx, workspace, {
      signature: [{ scheme: "static", header: "X-Token" }],
    });
    expect((await compareProfile(ctx, product, { profile })).impact).toMatchObject({ followers: 1, withoutSecret: 1 });
    await saveProfile(ctx, product, { profile, runningWebhooks: "change" });
    await publish(workspace, { data: '{"id":"after"}' });
    await skipWaiting();
    await deliverDue();
    const of = (id: string) => receiver.requests.filter(({ body }) => body.toString().includes(`"${id}"`)).at(-1);
    const { secret } = await revealSecret(owner, webhook.id);
    expect(of("after")?.headers).toMatchObject({ "x-token": secret });
    expect(of("after")?.headers).not.toHaveProperty("webhook-signature");
    expect(of("before")?.headers).toHaveProperty("webhook-signature");
    expect(of("before")?.headers).not.toHaveProperty("x-token");
    const entry = { workspaceId: workspace.id, action: "profile.signature_changed" };
    expect(await db().auditEntry.count({ where: entry })).toBe(1);
  });

  test("go on as before where their own secret can't sign in the new manner", async () => {
    const ctx = await createOperator();
    const workspace = await createTestWorkspace("crondb");
    const { webhook } = await createTestWebhook(await workspace.as("owner"), {
      secret: "a secret of our own, no base64".replaceAll(" ", "_"),
    });
    const { product, profile } = await withProfile(ctx, workspace, { signature: [{ scheme: "standard-webhooks" }] });
    await saveProfile(ctx, product, { profile, runningWebhooks: "change" });
    const row = await db().webhook.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(publicId("webhook", row.id)).toBe(webhook.id);
    expect(row.signature).toMatchObject([{ scheme: "hmac-body", header: "X-CronDB-Signature" }]);
  });
});

test("what else a change would break is counted: http URLs, and custom headers of the same name", async () => {
  const ctx = await createOperator();
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  await createTestWebhook(owner, { headers: { "X-Delivery": "mine" } });
  const { product, profile } = await withProfile(ctx, workspace, { allowHttp: true, headers: {} });
  await saveProfile(ctx, product, { profile });
  await createTestWebhook(owner, { url: "http://hooks.example.com/in" });
  const next = { ...profile, allowHttp: false, headers: { "x-delivery": "deliveryId" } };
  expect(await compareProfile(ctx, product, { profile: next })).toMatchObject({
    changes: [
      { path: "headers.x-delivery", before: null, after: '"deliveryId"' },
      { path: "allowHttp", before: "true", after: "false" },
    ],
    impact: { signatureChanges: false, plainHttp: 1, headerClashes: 1 },
  });
});

describe("the preview", () => {
  test("is signed so that a foreign verifier takes it, with both secrets while a rotation overlaps", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx, { eventTypes: true });
    const preview = await previewProfile(ctx, slug, { type: "invoice.paid", rotating: true });
    const headers = Object.fromEntries(preview.headers);
    expect(preview.secrets.map(({ replaced }) => replaced)).toEqual([false, true]);
    for (const { secret } of preview.secrets) new StandardWebhook(secret).verify(preview.body, headers);
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(preview.body)));
    expect(preview.body).toContain('"total":129.9');
  });

  test("of a retry has the same body and id, and a later timestamp; the schedule's end is told", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx);
    const timestamp = new Date().toISOString();
    const look = (attempt: number) => previewProfile(ctx, slug, { attempt, timestamp });
    const [first, second] = [await look(1), await look(2)];
    const header = (preview: typeof first, name: string) => Object.fromEntries(preview.headers)[name] ?? "";
    expect(second.body).toBe(first.body);
    expect(header(second, "webhook-id")).toBe(header(first, "webhook-id"));
    expect(Number(header(second, "webhook-timestamp")) - Number(header(first, "webhook-timestamp"))).toBe(5);
    expect(first.attempts).toBe(10);
    await expect(look(11)).rejects.toMatchObject({ errors: [{ path: "attempt" }] });
  });

  test("is byte for byte what is sent", async () => {
    const ctx = await createOperator();
    const workspace = await createTestWorkspace("kruncher");
    const receiver = await startReceiver();
    await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
    const data = '{"projectId":"p","n":1.10,"z":1,"a":2}';
    await publish(workspace, { type: "analysisCompleted", data });
    await deliverDue();
    const product = publicId("product", workspace.productId);
    const preview = await previewProfile(ctx, product, { type: "analysisCompleted" }, data);
    expect(preview.body).toBe(receiver.requests[0]?.body);
    const sent = Object.keys(receiver.requests[0]?.headers ?? {});
    expect(preview.headers.map(([name]) => name.toLowerCase()).toSorted()).toEqual(sent.toSorted());
  });

  test.each(["standard", "crondb", "kruncher", "kaunt", "cuuro"] as const)(
    "of %s shows its own headers",
    async (preset) => {
      const ctx = await createOperator();
      const { slug } = await createTestProduct(ctx, { preset });
      const { profile } = await getProfile(ctx, slug);
      const names = (await previewProfile(ctx, slug, {})).headers.map(([name]) => name);
      for (const signature of profile.signature) {
        expect(names).toContain(
          signature.scheme === "standard-webhooks" ? `${signature.headerPrefix}-signature` : signature.header,
        );
      }
    },
  );
});

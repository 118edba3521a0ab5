import { createHmac, createPublicKey, verify } from "node:crypto";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";
import { revealSecret } from "#lib/webhooks/reveal-secret";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startProduct } from "#tests/support/product";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

const PRODUCTS = Object.keys(PRESETS) as PresetName[];

/** Publishes one event and returns the request that came of it. */
async function request({ workspace, receiver }: Awaited<ReturnType<typeof startProduct>>, type = "invoice.paid") {
  const before = receiver.requests.length;
  await publish(workspace, { type, data: '{"id":1}' });
  await deliverDue();
  const received = receiver.requests[before];
  if (!received) throw new Error("No request came.");
  return { ...received, headers: received.headers as Record<string, string> };
}

/** A Standard Webhooks receiver's check of `v1a`, from the specification alone. */
function verifiesWithPublicKey(whpk: string, signature: string, signed: string): boolean {
  const raw = Buffer.from(whpk.replace("whpk_", ""), "base64");
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") },
    format: "jwk",
  });
  return signature
    .split(" ")
    .filter((item) => item.startsWith("v1a,"))
    .some((item) => verify(null, Buffer.from(signed), key, Buffer.from(item.slice(4), "base64")));
}

const hex = (prefix: string) => (secret: string, body: string) =>
  prefix + createHmac("sha256", secret).update(body).digest("hex");

// Checklist 42.
test.each(PRODUCTS)("%s refuses plain http, but to loopback in demo mode", async (name) => {
  const owner = await (await createTestWorkspace(name)).as("owner");
  await expect(createTestWebhook(owner, { url: "http://hooks.example.com/in" })).rejects.toMatchObject({
    errors: [{ path: "url", message: "The URL must start with https://." }],
  });
  await expect(createTestWebhook(owner, { url: "https://hooks.example.com/in" })).resolves.toBeDefined();
  await expect(createTestWebhook(owner, { url: "http://127.0.0.1:4000/in" })).resolves.toBeDefined();
});

// Checklist 37; one deadline covers all of it: tests/integration/egress/slow-and-endless.test.ts.
test.each([
  ["kruncher", 30],
  ["crondb", 5],
  ["cuuro", 15],
  ["acme", 15],
  ["countercyclical", 15],
] as const)("%s gives a receiver %i seconds", (name, seconds) => {
  expect({ timeoutSeconds: 15, ...PRESETS[name].profile }.timeoutSeconds).toBe(seconds);
});

describe("a webhook's own signature takes the place of the profile's", () => {
  test.each([
    ["sha1", "hex", "sha1="],
    ["sha256", "base64", ""],
    ["sha512", "hex", "v0="],
  ] as const)("an HMAC: %s in %s with the prefix %j", async (algorithm, encoding, prefix) => {
    const header = "X-Hub-Signature";
    const product = await startProduct("acme", {
      signature: [{ scheme: "hmac-body", header, algorithm, encoding, prefix }],
    });
    const { headers, body } = await request(product);
    const digest = createHmac(algorithm, product.secret).update(body).digest(encoding);
    expect(headers["x-hub-signature"]).toBe(prefix + digest);
    expect(headers["webhook-signature"]).toBeUndefined();
  });

  test("a static token under another name, masked in the log", async () => {
    const product = await startProduct("kruncher", { signature: [{ scheme: "static", header: "Authorization" }] });
    const { headers } = await request(product, "changedStatus");
    expect(headers.authorization).toBe(product.secret);
    expect(headers["x-kruncher-api-key"]).toBeUndefined();
    const attempt = await db().attempt.findFirstOrThrow({
      where: { webhookId: rowId("webhook", product.webhook.id) },
    });
    expect(attempt.requestHeaders).toContain("Authorization");
    expect(attempt.requestHeaders).not.toContain(product.secret);
  });

  // Checklist 27 and 28.
  test("ed25519 (v1a) is verified with the public key, and changes with the body", async () => {
    const product = await startProduct("acme", {
      signature: [{ scheme: "standard-webhooks", algorithm: "ed25519" }],
    });
    const { publicKey, secret } = await revealSecret(product.owner, product.webhook.id);
    expect(secret).toMatch(/^whsk_/);
    const { headers, body } = await request(product);
    const signature = headers["webhook-signature"] ?? "";
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(signature).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/);
    expect(verifiesWithPublicKey(publicKey ?? "", signature, signed)).toBe(true);
    expect(verifiesWithPublicKey(publicKey ?? "", signature, `${signed} `)).toBe(false);
    // Standard Webhooks: a receiver must not trust a key that comes with the request.
    expect(JSON.stringify(headers)).not.toContain(String(publicKey));
  });

  test("an override that is taken back leaves the profile's", async () => {
    const product = await startProduct("cuuro", { signature: [{ scheme: "static", header: "X-Token" }] });
    await updateWebhook(product.owner, product.webhook.id, { signature: null });
    const { secret } = await revealSecret(product.owner, product.webhook.id);
    const { headers, body } = await request(product, "startup.created");
    expect(() => new SvixWebhook(secret).verify(body, headers)).not.toThrow();
    expect(headers["x-token"]).toBeUndefined();
  });
});

describe("two signatures at once, while a receiver moves", () => {
  test("of different schemes are both sent, over the same bytes", async () => {
    const product = await startProduct("acme", {
      signature: [{ scheme: "standard-webhooks" }, { scheme: "hmac-body", header: "X-Old", prefix: "sha256=" }],
    });
    const { headers, body } = await request(product);
    expect(() => new StandardWebhook(product.secret).verify(body, headers)).not.toThrow();
    expect(headers["x-old"]).toBe(`sha256=${createHmac("sha256", product.secret).update(body).digest("hex")}`);
  });

  test("of Standard Webhooks share one header: v1 for the library, v1a for the public key", async () => {
    const signature: WebhookInput["signature"] = [
      { scheme: "standard-webhooks", algorithm: "ed25519" },
      { scheme: "standard-webhooks", algorithm: "hmac-sha256" },
    ];
    const product = await startProduct("acme");
    await updateWebhook(product.owner, product.webhook.id, { signature });
    const { publicKey } = await revealSecret(product.owner, product.webhook.id);
    const { headers, body } = await request(product);
    expect(headers["webhook-signature"]).toMatch(/^v1a,\S+ v1,\S+$/);
    expect(headers["webhook-id"]).toMatch(/^evt_[^,]+$/);
    expect(() => new StandardWebhook(product.secret).verify(body, headers)).not.toThrow();
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(verifiesWithPublicKey(publicKey ?? "", headers["webhook-signature"] ?? "", signed)).toBe(true);
  });

  test("can't take the place of a header that the product sends anyway", async () => {
    const owner = await (await createTestWorkspace("kruncher")).as("owner");
    const signature: WebhookInput["signature"] = [{ scheme: "hmac-body", header: "X-Delivery-Id" }];
    await expect(createTestWebhook(owner, { signature })).rejects.toMatchObject({
      errors: [{ path: "signature.0.header", message: "is part of every request already and can't be changed" }],
    });
  });

  test("can't be twice the same", async () => {
    const owner = await (await createTestWorkspace()).as("owner");
    const signature: WebhookInput["signature"] = [{ scheme: "standard-webhooks" }, { scheme: "standard-webhooks" }];
    await expect(createTestWebhook(owner, { signature })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("rotation", () => {
  test.each([
    ["acme", "invoice.paid", StandardWebhook, "webhook-signature"],
    ["cuuro", "startup.created", SvixWebhook, "svix-signature"],
  ] as const)("%s: both secrets verify while they overlap, newest first; then only the new one", async (...row) => {
    const [name, type, Library, header] = row;
    const product = await startProduct(name);
    const { secret } = await rotateSecret(product.owner, product.webhook.id, { overlapSeconds: 3600 });
    const during = await request(product, type);
    expect(during.headers[header]?.split(" ")).toHaveLength(2);
    for (const known of [product.secret, secret]) {
      expect(() => new Library(known).verify(during.body, during.headers)).not.toThrow();
    }
    const [first] = during.headers[header]?.split(" ") ?? [];
    expect(() => new Library(secret).verify(during.body, { ...during.headers, [header]: first ?? "" })).not.toThrow();

    // Time travel to the end of the overlap. The version is what makes a running dispatcher look again.
    const webhookId = rowId("webhook", product.webhook.id);
    await db().signingSecret.updateMany({
      where: { webhookId, expiresAt: { not: null } },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    await db().webhook.update({ where: { id: webhookId }, data: { version: { increment: 1 } } });
    const after = await request(product, type);
    expect(() => new Library(secret).verify(after.body, after.headers)).not.toThrow();
    expect(() => new Library(product.secret).verify(after.body, after.headers)).toThrow();
  });

  test("an overlap that ends is noticed without any change to the webhook", async () => {
    const product = await startProduct("acme");
    await rotateSecret(product.owner, product.webhook.id, { overlapSeconds: 1 });
    expect((await request(product)).headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    await expect.poll(async () => (await request(product)).headers["webhook-signature"]?.split(" ").length).toBe(1);
  });

  // Fault 34, checklist 20 and 21: the documented header holds one value, its companion has the other.
  test.each([
    ["crondb", "enrichment.failed", "x-crondb-signature", hex("sha256=")],
    ["kaunt", "ModelReady", "x-signature-sha256", hex("")],
    ["kruncher", "changedStatus", "x-kruncher-api-key", (secret: string) => secret],
  ] as const)("%s: the new secret signs as documented, the old one beside it while they overlap", async (...row) => {
    const [name, type, header, expected] = row;
    const product = await startProduct(name);
    expect((await request(product, type)).headers).not.toHaveProperty(`${header}-previous`);
    const { secret } = await rotateSecret(product.owner, product.webhook.id, { overlapSeconds: 3600 });
    const during = await request(product, type);
    expect(during.headers[header]).toBe(expected(secret, during.body));
    expect(during.headers[`${header}-previous`]).toBe(expected(product.secret, during.body));
    const attempts = await db().attempt.findMany({
      where: { webhookId: rowId("webhook", product.webhook.id) },
      orderBy: { id: "desc" },
    });
    for (const text of [secret, product.secret]) expect(attempts[0]?.requestHeaders).not.toContain(text);

    // There is no place for a third.
    await expect(rotateSecret(product.owner, product.webhook.id)).rejects.toMatchObject({ code: "rate_limited" });
    await expirePreviousSecrets(product.owner, product.webhook.id);
    const after = await request(product, type);
    expect(after.headers[header]).toBe(expected(secret, after.body));
    expect(after.headers).not.toHaveProperty(`${header}-previous`);
  });

  test("neither a custom header nor the other signature may take the companion's name", async () => {
    const owner = await (await createTestWorkspace("kaunt")).as("owner");
    const headers = { "x-signature-sha256-PREVIOUS": "forged" };
    await expect(createTestWebhook(owner, { headers })).rejects.toMatchObject({
      errors: [{ path: "headers.x-signature-sha256-PREVIOUS" }],
    });
    const signature: WebhookInput["signature"] = [
      { scheme: "static", header: "X-Sig" },
      { scheme: "hmac-body", header: "x-sig-previous" },
    ];
    await expect(createTestWebhook(owner, { signature })).rejects.toMatchObject({
      errors: [{ path: "signature.1.header" }],
    });
  });

  test("with no overlap takes effect at once", async () => {
    const product = await startProduct("crondb");
    const { secret } = await rotateSecret(product.owner, product.webhook.id, { overlapSeconds: 0 });
    const { headers, body } = await request(product, "enrichment.failed");
    expect(headers["x-crondb-signature"]).toBe(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
    expect(secret).not.toBe(product.secret);
  });
});

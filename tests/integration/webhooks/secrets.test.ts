import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { GET as publicKeysRoute } from "#app/api/v1/webhooks/[id]/public-keys/route";
import { POST as rotateRoute } from "#app/api/v1/webhooks/[id]/rotate-secret/route";
import { db } from "#lib/database/client";
import { generateSecret } from "#lib/signing/secret";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { revealSecret } from "#lib/webhooks/reveal-secret";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { rowId } from "#tests/support/deliver";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const own = () => `whsec_${randomBytes(24).toString("base64")}`;
const ED25519 = [{ scheme: "standard-webhooks", algorithm: "ed25519" }] as const;

describe("a secret of one's own", () => {
  test("is used on create and on rotate", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const [first, second] = [own(), own()];
    const { webhook, secret } = await createTestWebhook(ctx, { secret: first });
    expect(secret).toBe(first);
    const rotated = await rotateSecret(ctx, webhook.id, { secret: second });
    expect(rotated.secret).toBe(second);
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({ secret: second, previous: { secret: first } });
  });

  test("of the wrong form is refused at its field, and nothing is written", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const wrong = { code: "invalid_input", errors: [{ path: "secret" }] };
    await expect(createTestWebhook(ctx, { secret: "whsec_AAAA" })).rejects.toMatchObject(wrong);
    const { webhook, secret } = await createTestWebhook(ctx);
    await expect(rotateSecret(ctx, webhook.id, { secret: "too short" })).rejects.toMatchObject(wrong);
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({ secret, previous: null });
    expect(await auditActions(workspace)).toEqual(["webhook.created", "secret.revealed"]);
  });

  // Checklist 26.
  test("that another webhook of the workspace signs with, or signed with a moment ago, is refused", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const taken = own();
    const inUse = { errors: [{ path: "secret", message: expect.stringContaining("in use already") }] };
    const { webhook } = await createTestWebhook(ctx, { secret: taken });
    await expect(createTestWebhook(ctx, { secret: taken })).rejects.toMatchObject(inUse);
    await expect(createTestWebhook(ctx, { secret: taken.replace("whsec_", "") })).rejects.toMatchObject(inUse);
    await expect(rotateSecret(ctx, webhook.id, { secret: taken })).rejects.toMatchObject(inUse);
    await rotateSecret(ctx, webhook.id);
    await expect(createTestWebhook(ctx, { secret: taken })).rejects.toMatchObject(inUse);
    await expirePreviousSecrets(ctx, webhook.id);
    await expect(createTestWebhook(ctx, { secret: taken })).resolves.toBeDefined();
    const stranger = await (await createTestWorkspace()).as("developer");
    await expect(createTestWebhook(stranger, { secret: taken })).resolves.toBeDefined();
  });

  test("of a thousand webhooks no two are alike", async () => {
    const made = Array.from({ length: 1000 }, () => [generateSecret("hmac").text, generateSecret("static").text]);
    expect(new Set(made.flat()).size).toBe(2000);
  });

  test("is any text for a body HMAC, but must change before Standard Webhooks may sign with it", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const body = { scheme: "hmac-body", header: "X-Signature" } as const;
    const { webhook, secret } = await createTestWebhook(ctx, { signature: [body], secret: "correct-horse-battery" });
    expect(secret).toBe("correct-horse-battery");
    const both = { signature: [body, { scheme: "standard-webhooks" } as const] };
    await expect(updateWebhook(ctx, webhook.id, both)).rejects.toMatchObject({ errors: [{ path: "signature.1" }] });
    await rotateSecret(ctx, webhook.id);
    await expect(updateWebhook(ctx, webhook.id, both)).resolves.not.toHaveProperty("secrets");
  });
});

describe("the previous secret", () => {
  test("can be ended at once; doing it again does nothing", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx);
    await rotateSecret(ctx, webhook.id);
    const { version } = await getWebhook(ctx, webhook.id);
    expect(await expirePreviousSecrets(ctx, webhook.id)).toEqual({ expired: 1 });
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({ previous: null });
    expect((await getWebhook(ctx, webhook.id)).version).toBe(version + 1);
    expect(await expirePreviousSecrets(ctx, webhook.id)).toEqual({ expired: 0 });
    expect((await auditActions(workspace)).filter((action) => action === "secret.expired")).toHaveLength(1);
  });

  test("is ended only by those who may rotate", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    for (const role of ["viewer", "developer"] as const) {
      await expect(expirePreviousSecrets(await workspace.as(role), webhook.id)).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const stranger = await (await createTestWorkspace()).as("owner");
    await expect(expirePreviousSecrets(stranger, webhook.id)).rejects.toMatchObject({ code: "not_found" });
  });

  // Checklist 22.
  test("and the one before it sign beside the current one, newest first; a fourth signature is refused", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const { webhook } = await createTestWebhook(ctx);
    for (let i = 0; i < 2; i++) await rotateSecret(ctx, webhook.id);
    await expect(rotateSecret(ctx, webhook.id)).rejects.toMatchObject({
      code: "rate_limited",
      message:
        "Two replaced secrets still sign beside the current one. End them now, wait until one expires, or rotate with an overlap of 0.",
    });
    await rotateSecret(ctx, webhook.id, { overlapSeconds: 0 });
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({ previous: null });
  });

  // Fault 34.
  test("a hundred rotations at once: some are done, the others refused with the time to wait", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    const call = { key: await workspace.apiKey(), params: { id: webhook.id }, body: { overlapSeconds: 0 } };
    const answers = await Promise.all(Array.from({ length: 100 }, () => callRoute(rotateRoute, call)));
    const done = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    // Ten of a webhook's secret; the quota of the key may end it earlier.
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(done.length).toBeLessThanOrEqual(10);
    expect(refused).toHaveLength(100 - done.length);
    for (const { headers, body } of refused) {
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
      expect(body).toMatchObject({ code: "rate_limited", detail: expect.stringMatching(/^[A-Z].*\.$/) });
    }
    const current = await db().signingSecret.count({
      where: { webhookId: rowId("webhook", webhook.id), expiresAt: null },
    });
    expect(current).toBe(1);
  });
});

describe("changing how a webhook signs", () => {
  test("makes the secret that is missing and returns it once, to those who may see it", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook, secret } = await createTestWebhook(ctx);
    const changed = await updateWebhook(ctx, webhook.id, {
      signature: [{ scheme: "standard-webhooks" }, { scheme: "standard-webhooks" }],
    }).catch((error) => error);
    // Both would send the same v1 signature.
    expect(changed).toMatchObject({ errors: [{ path: "signature.1.headerPrefix" }] });

    const static_ = { scheme: "static", header: "X-Token" } as const;
    const updated = await updateWebhook(ctx, webhook.id, { signature: [{ scheme: "standard-webhooks" }, static_] });
    expect(updated.secrets).toEqual([{ kind: "static", secret: expect.any(String), publicKey: null }]);
    expect(await updateWebhook(ctx, webhook.id, { name: "Again" })).not.toHaveProperty("secrets");
    expect((await revealSecret(ctx, webhook.id)).secrets).toMatchObject([
      { kind: "hmac", secret },
      { kind: "static", secret: updated.secrets?.[0]?.secret },
    ]);
    const rotated = await rotateSecret(ctx, webhook.id, { overlapSeconds: 0 });
    expect(rotated.secrets.map(({ kind }) => kind)).toEqual(["hmac", "static"]);

    const colleague = await workspace.as("developer");
    const theirs = await updateWebhook(colleague, webhook.id, { signature: [...ED25519] });
    expect(theirs).not.toHaveProperty("secrets");
    expect((await revealSecret(ctx, webhook.id)).secret).toMatch(/^whsk_/);
  });

  test("to ed25519 shows the public key, and serves it to receivers, both during a rotation", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const { webhook } = await createTestWebhook(ctx);
    expect(webhook.publicKeys).toEqual([]);
    const { secrets, publicKeys } = await updateWebhook(ctx, webhook.id, { signature: [...ED25519] });
    const first = secrets?.[0]?.publicKey ?? "";
    expect(first).toMatch(/^whpk_/);
    expect(publicKeys).toEqual([first]);
    const mine = generateSecret("ed25519");
    await rotateSecret(ctx, webhook.id, { secret: mine.text });
    expect((await getWebhook(ctx, webhook.id)).publicKeys).toEqual([mine.publicKey, first]);
    const served = () => callRoute(publicKeysRoute, { params: { id: webhook.id } });
    expect(await served()).toMatchObject({ status: 200, body: { data: [mine.publicKey, first] } });
    await expirePreviousSecrets(ctx, webhook.id);
    expect((await served()).body.data).toEqual([mine.publicKey]);
    expect((await callRoute(publicKeysRoute, { params: { id: "wh_nope" } })).status).toBe(404);
  });
});

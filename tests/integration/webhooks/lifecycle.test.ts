import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { setWakeSender } from "#lib/dispatch/wake";
import { parseId, publicId } from "#lib/ids";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import { revealSecret } from "#lib/webhooks/reveal-secret";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const statusOf = async (id: string) => (await db().delivery.findUniqueOrThrow({ where: { id } })).status;

describe("pausing and resuming", () => {
  test("holds what waits, and sends it on resume if asked to", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx);
    const waiting = await createTestDelivery(workspace, webhook.id, { status: "pending", nextAttemptAt: new Date() });

    const paused = await pauseWebhook(ctx, webhook.id);
    expect(paused).toMatchObject({ status: "paused", statusReason: "Paused by A developer.", version: 2 });
    expect(await statusOf(waiting)).toBe("held");
    await pauseWebhook(ctx, webhook.id);

    await resumeWebhook(ctx, webhook.id, { sendHeld: false });
    expect(await statusOf(waiting)).toBe("held");
    await pauseWebhook(ctx, webhook.id);
    const resumed = await resumeWebhook(ctx, webhook.id, { sendHeld: true });
    expect(resumed).toMatchObject({ status: "active", statusReason: null });
    expect(await statusOf(waiting)).toBe("pending");
    expect(await auditActions(workspace)).toEqual([
      "webhook.created",
      "webhook.paused",
      "webhook.resumed",
      "webhook.paused",
      "webhook.resumed",
    ]);
  });

  test("leaves an attempt in flight alone", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx);
    const leased = await createTestDelivery(workspace, webhook.id, {
      status: "pending",
      leaseToken: crypto.randomUUID(),
    });
    await pauseWebhook(ctx, webhook.id);
    expect(await statusOf(leased)).toBe("pending");
  });

  test("rejects a viewer", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    const viewer = await workspace.as("viewer");
    await expect(pauseWebhook(viewer, webhook.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(resumeWebhook(viewer, webhook.id, { sendHeld: true })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("secrets", () => {
  test("a rotation keeps the old secret for the overlap", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook, secret } = await createTestWebhook(ctx);
    expect(await revealSecret(ctx, webhook.id)).toEqual({
      secret,
      publicKey: null,
      previous: null,
      secrets: [{ kind: "hmac", secret, publicKey: null, previous: null }],
    });

    const rotated = await rotateSecret(ctx, webhook.id, { overlapSeconds: 3600 });
    expect(rotated.secret).not.toBe(secret);
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({
      secret: rotated.secret,
      publicKey: null,
      previous: { secret, expiresAt: rotated.previousExpiresAt },
    });
    expect(Date.parse(rotated.previousExpiresAt) - Date.now()).toBeGreaterThan(3_590_000);
    expect(await auditActions(workspace)).toEqual([
      "webhook.created",
      "secret.revealed",
      "secret.rotated",
      "secret.revealed",
    ]);
  });

  test("an overlap of 0 ends every older secret at once", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const { webhook } = await createTestWebhook(ctx);
    await rotateSecret(ctx, webhook.id);
    const { secret } = await rotateSecret(ctx, webhook.id, { overlapSeconds: 0 });
    expect(await revealSecret(ctx, webhook.id)).toMatchObject({ secret, previous: null });
  });

  test("an overlap of more than seven days is refused", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const { webhook } = await createTestWebhook(ctx);
    await expect(rotateSecret(ctx, webhook.id, { overlapSeconds: 604_801 })).rejects.toMatchObject({
      errors: [{ path: "overlapSeconds" }],
    });
  });

  test("developers reach only their own webhooks' secrets, viewers none", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    for (const role of ["viewer", "developer"] as const) {
      const ctx = await workspace.as(role);
      await expect(revealSecret(ctx, webhook.id)).rejects.toMatchObject({ code: "forbidden" });
      await expect(rotateSecret(ctx, webhook.id)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(revealSecret(await workspace.as("admin"), webhook.id)).resolves.toBeDefined();
    const stranger = await (await createTestWorkspace()).as("owner");
    await expect(revealSecret(stranger, webhook.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(rotateSecret(stranger, webhook.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("test events", () => {
  test("send the catalogue's example to this webhook alone", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx, { eventTypes: ["invoice.paid"] });
    await createTestWebhook(ctx);
    const delivery = await sendTestEvent(ctx, webhook.id, { type: "invoice.created" });

    expect(delivery).toMatchObject({ webhookId: webhook.id, type: "invoice.created", status: "pending", test: true });
    const detail = await getDelivery(ctx, delivery.id);
    expect(JSON.parse(detail.event?.data ?? "")).toMatchObject({ number: "2026-0042" });
    expect(JSON.parse(detail.requestBody)).toMatchObject({ type: "invoice.created", data: { number: "2026-0042" } });
    expect(await db().delivery.count({ where: { workspaceId: workspace.id } })).toBe(1);
    const row = await db().delivery.findUniqueOrThrow({ where: { id: parseId("delivery", delivery.id) ?? "" } });
    expect(row).toMatchObject({ nextReason: "test", test: true });
    expect(await auditActions(workspace)).toContain("webhook.tested");
  });

  test("refuse an unknown type, an unknown webhook and a viewer", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const { webhook } = await createTestWebhook(ctx);
    await expect(sendTestEvent(ctx, webhook.id, { type: "nope" })).rejects.toMatchObject({
      errors: [{ path: "type" }],
    });
    const viewer = await workspace.as("viewer");
    await expect(sendTestEvent(viewer, webhook.id, { type: "invoice.paid" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const unknown = publicId("webhook", crypto.randomUUID());
    await expect(sendTestEvent(ctx, unknown, { type: "invoice.paid" })).rejects.toMatchObject({ code: "not_found" });
  });
});

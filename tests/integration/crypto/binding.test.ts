import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createDataKey, idempotencyAad, open, openDataKey, SealError, seal, sealedWith } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { openHeaders, openSecret, sealHeaders } from "#lib/webhooks/sealed";
import { workspaceKey } from "#lib/workspaces/data-key";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

// Fault 59: a ciphertext opens in its own row, field and workspace alone.
await createTestDatabase();
beforeAll(prepareDispatch);

const uuid = (id: string) => parseId("webhook", id) ?? "";

/** A workspace with two webhooks, each with a secret and a custom header. */
async function scene() {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const make = (name: string) =>
    createTestWebhook(owner, { name, url: `${receiver.url}/${name}`, headers: { "X-Team": `secret of ${name}` } });
  const webhooks = [await make("a"), await make("b")] as const;
  const secrets = await Promise.all(
    webhooks.map(({ webhook }) => db().signingSecret.findFirstOrThrow({ where: { webhookId: uuid(webhook.id) } })),
  );
  const headers = await Promise.all(
    webhooks.map(({ webhook }) => db().webhook.findUniqueOrThrow({ where: { id: uuid(webhook.id) } })),
  );
  const key = await workspaceKey(db(), workspace.id);
  return { workspace, receiver, webhooks, secrets, headers, key };
}

test("each workspace has a data key of its own, and what it seals bears the workspace's id", async () => {
  const [one, other] = [await scene(), await scene()];
  expect(one.key.bytes.equals(other.key.bytes)).toBe(false);
  for (const { workspace, secrets, headers } of [one, other]) {
    for (const { sealed } of secrets) expect(sealedWith(sealed)).toBe(workspace.id);
    for (const { headersSealed } of headers) expect(sealedWith(headersSealed ?? Buffer.alloc(2))).toBe(workspace.id);
  }
});

describe("refused is a ciphertext", () => {
  test("of another secret of the same webhook, or of another webhook", async () => {
    const { secrets, key } = await scene();
    const [a, b] = secrets;
    if (!a || !b) throw new Error("There is no secret.");
    expect(openSecret(key, a)).toMatch(/^whsec_/);
    expect(() => openSecret(key, { ...a, sealed: b.sealed })).toThrow(SealError);
    expect(() => openSecret(key, { ...a, id: b.id })).toThrow(SealError);
    expect(() => openSecret(key, { ...a, webhookId: b.webhookId })).toThrow(SealError);
  });

  test("of another field of the same webhook", async () => {
    const { secrets, headers, key } = await scene();
    const [secret, row] = [secrets[0], headers[0]];
    if (!secret || !row?.headersSealed) throw new Error("There is nothing sealed.");
    expect(openHeaders(key, row.id, row.headersSealed)).toEqual({ "X-Team": "secret of a" });
    expect(() => openHeaders(key, row.id, secret.sealed)).toThrow(SealError);
    expect(() => openSecret(key, { ...secret, sealed: row.headersSealed as Uint8Array })).toThrow(SealError);
    expect(() => openHeaders(key, row.id, headers[1]?.headersSealed ?? null)).toThrow(SealError);
  });

  test("of another workspace, even one that claims to be this one's, and its data key", async () => {
    const [one, other] = [await scene(), await scene()];
    const secret = one.secrets[0];
    const foreign = other.secrets[0];
    if (!secret || !foreign) throw new Error("There is no secret.");
    expect(() => openSecret(one.key, foreign)).toThrow(/No key/);
    expect(() => openSecret({ ...other.key, id: one.key.id }, secret)).toThrow(/can't be opened/);
    const { dataKey } = await db().workspace.findUniqueOrThrow({ where: { id: other.workspace.id } });
    expect(() => openDataKey(one.workspace.id, dataKey)).toThrow(SealError);
  });

  test("of the other half of a remembered request, or of another one", () => {
    const key = { id: "w", bytes: randomBytes(32) };
    const asked = seal(key, Buffer.from("{}"), idempotencyAad("1", "asked"));
    expect(open([key], asked, idempotencyAad("1", "asked")).toString()).toBe("{}");
    for (const aad of [idempotencyAad("1", "answer"), idempotencyAad("2", "asked")]) {
      expect(() => open([key], asked, aad)).toThrow(SealError);
    }
  });

  test("with any bit of it changed: version, key id, nonce, text or tag", () => {
    const key = { id: "w", bytes: randomBytes(32) };
    const sealed = sealHeaders(key, "x", { "X-A": "1" }) as Buffer;
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openHeaders(key, "x", changed), `byte ${at}`).toThrow(SealError);
    }
    for (const length of [0, 1, 2, 10, sealed.length - 1]) {
      expect(() => openHeaders(key, "x", sealed.subarray(0, length)), `${length} bytes`).toThrow(SealError);
    }
  });
});

test("rows that somebody has swapped in the database send nothing: neither unsigned nor signed with a neighbour's secret", async () => {
  const { workspace, receiver, webhooks, secrets, headers } = await scene();
  const [a, b] = secrets;
  if (!a || !b) throw new Error("There is no secret.");
  await db().signingSecret.update({ where: { id: a.id }, data: { sealed: b.sealed } });
  await db().webhook.update({
    where: { id: b.webhookId },
    data: { headersSealed: headers[0]?.headersSealed ?? null, version: { increment: 1 } },
  });
  await publish(workspace, {});
  await deliverDue();
  expect(receiver.requests).toEqual([]);
  for (const { webhook } of webhooks) {
    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({ status: "pending", lastErrorCode: "signing_error" });
    expect(await attemptsOf(delivery?.id ?? "")).toMatchObject([{ responseStatus: null }]);
  }
});

test("two seals of the same text have nothing in common: the nonce is fresh", () => {
  const key = createDataKey("00000000-0000-7000-8000-000000000000");
  const again = createDataKey("00000000-0000-7000-8000-000000000000");
  expect(key.subarray(-40).equals(again.subarray(-40))).toBe(false);
  const fixed = { id: "w", bytes: randomBytes(32) };
  const nonces = Array.from({ length: 1000 }, () => seal(fixed, Buffer.from("x"), "a").subarray(3, 15).toString("hex"));
  expect(new Set(nonces).size).toBe(1000);
});

import { expect, test } from "vitest";
import { POST } from "#app/api/v1/deliveries/[id]/verify-signature/route";
import { db } from "#lib/database/client";
import { checkSignature } from "#lib/deliveries/check-signature";
import { publicId } from "#lib/ids";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

/** A delivery that was received, with the request as the receiver saw it. */
async function delivered(signature?: SignatureConfig[]) {
  const receiver = await startReceiver();
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const { webhook, secrets } = await createTestWebhook(owner, { url: receiver.url, ...(signature && { signature }) });
  await publish(workspace, { data: '{"total":129.90,"id":"inv_1"}' });
  await deliverDue();
  const [row] = await deliveriesOf(webhook.id);
  const [attempt] = await attemptsOf(row?.id ?? "");
  const [request] = receiver.requests;
  if (!row || !attempt || !request || !secrets[0]) throw new Error("Nothing was delivered.");
  const received = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const lines = (headers: Map<string, string>) => [...headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const id = publicId("delivery", row.id);
  const input = { attempt: publicId("attempt", attempt.id) };
  const check = (more: object = {}, ctx = owner) => checkSignature(ctx, id, { ...input, ...more });
  return { workspace, owner, webhook, secrets, request, received, lines, id, attempt, input, check };
}

test("what was sent is valid, with the webhook's secret, with the same one typed in, and as the receiver saw it", async () => {
  const { check, secrets, request, received, lines } = await delivered();
  const [{ secret } = { secret: "" }] = secrets;
  const valid = { verdict: "valid", reasons: [] };
  expect(await check()).toMatchObject(valid);
  expect(await check({ secret: ` ${secret} ` })).toMatchObject(valid);
  expect(await check({ secret: secret.replace("whsec_", "") })).toMatchObject(valid);
  expect(await check({ secret, headers: lines(received), body: request.body.toString() })).toMatchObject(valid);
  expect(await check({ headers: lines(received).replaceAll(/^/gm, "> ") })).toMatchObject(valid);
});

test("a body that was parsed and written again, trimmed, or changed is told apart", async () => {
  const { check, request } = await delivered();
  const body = request.body.toString();
  const reasonFor = async (changed: string) => {
    const result = await check({ body: changed });
    expect(result.verdict).toBe("invalid");
    expect(result.reasons).toHaveLength(1);
    return result.reasons[0];
  };
  expect(await reasonFor(JSON.stringify(JSON.parse(body), null, 2))).toMatch(/same JSON in other bytes/);
  expect(await reasonFor(`${body}\n`)).toMatch(/a line break counts/);
  const at = body.indexOf("inv_1");
  expect(await reasonFor(body.replace("inv_1", "inv_2"))).toContain(`from character ${at + 5} on`);
});

test("a wrong, quoted, ended, or later secret is told apart", async () => {
  const { check, secrets, owner, webhook } = await delivered();
  const [{ secret: first } = { secret: "" }] = secrets;
  const reasonFor = async (secret: string) => (await check({ secret })).reasons.join(" ");
  const other = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  expect(await check({ secret: other })).toMatchObject({ verdict: "invalid" });
  expect(await reasonFor(other)).toMatch(/not a secret that the webhook has now/);
  expect(await reasonFor(`"${first}"`)).toMatch(/quotation marks/);
  const rotated = await rotateSecret(owner, webhook.id, { overlapSeconds: 3600 });
  expect(await reasonFor(rotated.secret)).toMatch(/made after the request was sent/);
  // The old one still signs, and did then.
  expect(await check({ secret: first })).toMatchObject({ verdict: "valid" });
  expect(await check()).toMatchObject({ verdict: "valid" });
  await db().signingSecret.deleteMany({ where: { expiresAt: { not: null } } });
  expect((await check()).reasons.join(" ")).toMatch(/replaced since/);
});

test("headers that were lost, changed, or are old are told apart", async () => {
  const { check, received, lines } = await delivered();
  const lost = new Map(received);
  lost.delete("webhook-signature");
  expect(await check({ headers: lines(lost) })).toMatchObject({
    verdict: "missing",
    reasons: [expect.stringMatching(/^webhook-signature was sent, but is not here/)],
  });
  const changed = new Map(received).set("webhook-id", "evt_other");
  expect(await check({ headers: lines(changed) })).toMatchObject({
    verdict: "invalid",
    reasons: [expect.stringMatching(/^webhook-id is not as it was sent/)],
  });
  await expect(check({ headers: "not a header" })).rejects.toMatchObject({ code: "invalid_input" });
});

test("a request that is verified hours after it was signed is refused for its age alone", async () => {
  const { check, attempt } = await delivered();
  expect(await check({ at: "now" })).toMatchObject({ verdict: "valid" });
  // The timestamp is part of what was signed; so the log's own clock is moved instead.
  const startedAt = new Date(attempt.startedAt.getTime() + 3 * 3_600_000);
  await db().attempt.updateMany({ where: { id: attempt.id }, data: { startedAt } });
  expect(await check()).toMatchObject({
    verdict: "invalid",
    summary: "The signature matches, but its timestamp is 3 hours old: receivers accept 5 minutes.",
  });
});

test("a receiver of ed25519 signatures checks with the public key that it has", async () => {
  const { check, secrets } = await delivered([
    { scheme: "standard-webhooks", algorithm: "ed25519", headerPrefix: "webhook" },
  ]);
  expect(await check({ secret: secrets[0]?.publicKey ?? "" })).toMatchObject({ verdict: "valid" });
  expect(await check({ secret: "whpk_AAAA" })).toMatchObject({ verdict: "invalid" });
});

test("a static token is not in the log, so the received headers are asked for", async () => {
  const { check, received, lines } = await delivered([{ scheme: "static", header: "X-Token" }]);
  expect(await check()).toMatchObject({ verdict: "unknown", summary: expect.stringContaining("Paste the headers") });
  expect(await check({ headers: lines(received) })).toMatchObject({ verdict: "valid" });
});

test("only those who may reveal the secret use it; others bring one along", async () => {
  const { check, secrets, workspace, owner, webhook } = await delivered();
  const viewer = await workspace.as("viewer");
  await expect(check({}, viewer)).rejects.toMatchObject({ code: "forbidden" });
  expect(await check({ secret: secrets[0]?.secret ?? "" }, viewer)).toMatchObject({ verdict: "valid" });
  const stranger = await (await createTestWorkspace()).as("owner");
  await expect(check({ secret: "x" }, stranger)).rejects.toMatchObject({ code: "not_found" });

  const blind = { ...viewer, workspace: { ...viewer.workspace, hidePayloads: true } };
  expect(await check({ secret: secrets[0]?.secret ?? "" }, blind)).toMatchObject({ verdict: "unknown" });
  // Nothing is told about a body that is kept from them.
  expect(await check({ secret: secrets[0]?.secret ?? "", body: "{}" }, blind)).toMatchObject({ reasons: [] });

  await deleteWebhook(owner, webhook.id);
  expect((await check()).reasons.join(" ")).toMatch(/The webhook was deleted/);
});

test("a program asks with a key: about the latest attempt, and with the webhook's secret only where it may see it", async () => {
  const { workspace, id, secrets } = await delivered();
  const ask = async (scopes: string[], body: object) =>
    callRoute(POST, { key: await workspace.apiKey(scopes), body, params: { id } });
  const given = await ask(["deliveries:read"], { secret: secrets[0]?.secret });
  expect(given).toMatchObject({ status: 200, body: { verdict: "valid" } });
  expect(given.headers.get("ratelimit")).toContain("reveal");
  expect(await ask(["deliveries:read"], {})).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await ask(["deliveries:read", "secrets:reveal"], {})).toMatchObject({ body: { verdict: "valid" } });
  expect(await ask(["*"], { body: "{}" })).toMatchObject({ status: 200, body: { verdict: "invalid" } });
});

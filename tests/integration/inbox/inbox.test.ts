import { describe, expect, test } from "vitest";
import * as receiver from "#app/api/inbox/[token]/route";
import { db } from "#lib/database/client";
import { clearInbox } from "#lib/inbox/clear-inbox";
import { configureInbox } from "#lib/inbox/configure-inbox";
import { createInbox } from "#lib/inbox/create-inbox";
import { getInbox } from "#lib/inbox/get-inbox";
import { listInboxRequests } from "#lib/inbox/list-inbox-requests";
import { listInboxes } from "#lib/inbox/list-inboxes";
import { testFixture } from "#lib/inbox/test-fixture";
import { signatureHeaders } from "#lib/signing/sign";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

function send(token: string, init: RequestInit = {}) {
  const request = new Request(`http://localhost/api/inbox/${token}?a=1`, { method: "POST", body: "{}", ...init });
  return receiver.POST(request, { params: Promise.resolve({ token }) });
}

describe("receiving", () => {
  test("keeps the request and answers as told", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    const inbox = await createInbox(ctx, { name: "Mine" });
    expect((await send(inbox.token)).status).toBe(200);
    await configureInbox(ctx, inbox.id, { status: 503, headers: { "retry-after": "7" }, body: "<script>1</script>" });
    const answer = await send(inbox.token, { body: new Uint8Array([0xff]), headers: { "X-Team": "blue" } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(await answer.text()).toBe("<script>1</script>");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");

    const { data } = await listInboxRequests(ctx, inbox.id);
    expect(
      data.map(({ body, bodyEncoding, answeredStatus, url }) => [body, bodyEncoding, answeredStatus, url]),
    ).toEqual([
      ["/w==", "base64", 503, `/inbox/${inbox.token}?a=1`],
      ["{}", "utf-8", 200, `/inbox/${inbox.token}?a=1`],
    ]);
    expect(data[0]?.headers).toContainEqual(["x-team", "blue"]);
    expect(data[0]?.signature.verdict).toBe("unknown");
    await clearInbox(ctx, inbox.token);
    expect((await listInboxRequests(ctx, inbox.id)).data).toEqual([]);
    expect(await auditActions(workspace)).toEqual(["inbox.created", "inbox.configured", "inbox.cleared"]);
  });

  test("a sequence is given once, one answer per request however many come at once, and begins anew when it is set", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const inbox = await createInbox(ctx, { name: "Scripted" });
    const script = { status: 200, body: "done", sequence: [{ status: 500 }, { status: 503 }, { status: 429 }] };
    for (const round of [1, 2]) {
      await configureInbox(ctx, inbox.id, script);
      const answers = await Promise.all(Array.from({ length: 4 }, () => send(inbox.token)));
      expect(answers.map(({ status }) => status).toSorted(), String(round)).toEqual([200, 429, 500, 503]);
    }
    expect((await send(inbox.token)).status).toBe(200);
    const { data } = await listInboxRequests(ctx, inbox.id);
    expect(data).toHaveLength(9);
    await expect(
      configureInbox(ctx, inbox.id, { sequence: Array.from({ length: 11 }, () => ({ status: 500 })) }),
    ).rejects.toMatchObject({ code: "invalid_input" });

    const fixture = JSON.parse(testFixture(data[0] ?? expect.unreachable()));
    expect(fixture).toMatchObject({ method: "POST", path: `/inbox/${inbox.token}?a=1`, body: "{}" });
    expect(fixture.headers["content-type"]).toBe("text/plain;charset=UTF-8");
  });

  test("a delayed answer takes as long, a hanging one as long as the client waits", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const inbox = await createInbox(ctx, { name: "Slow" });
    await configureInbox(ctx, inbox.id, { delayMs: 120 });
    const started = Date.now();
    await send(inbox.token);
    expect(Date.now() - started).toBeGreaterThanOrEqual(115);
    await configureInbox(ctx, inbox.id, { hang: true });
    const client = new AbortController();
    const answer = send(inbox.token, { signal: client.signal });
    await expect.poll(async () => (await listInboxRequests(ctx, inbox.id)).data.length).toBe(2);
    client.abort();
    await answer;
    expect((await listInboxRequests(ctx, inbox.id)).data[0]?.answeredStatus).toBeNull();
  });

  test("refuses an unknown token and more than 1 MB, and keeps 500", async () => {
    const ctx = await (await createTestWorkspace()).as("developer");
    const inbox = await createInbox(ctx, { name: "Full" });
    expect((await send("nobody")).status).toBe(404);
    expect((await send(inbox.token, { body: "a".repeat(1024 * 1024 + 1) })).status).toBe(413);
    for (let i = 0; i < 510; i += 10) await Promise.all(Array.from({ length: 10 }, () => send(inbox.token)));
    expect(await db().inboxRequest.count({ where: { inbox: { token: inbox.token } } })).toBe(500);
  });
});

describe("the signature's verdict", () => {
  test.each(["acme", "kruncher", "crondb", "cuuro"] as const)("is right for %s", async (preset) => {
    const ctx = await (await createTestWorkspace(preset)).as("owner");
    const inbox = await createInbox(ctx, { name: "Mine" });
    const { webhook, secret } = await createTestWebhook(ctx, { url: inbox.url });
    const { PRESETS } = await import("#lib/profiles/presets");
    const { Profile } = await import("#lib/profiles/profile-schema");
    const { signature } = Profile.parse(PRESETS[preset].profile);
    const kind = preset === "kruncher" ? "static" : "hmac";
    const body = Buffer.from('{"a":1}');
    const message = { id: "msg_1", timestampSeconds: Math.floor(Date.now() / 1000), body };
    const headers = signatureHeaders(signature, [{ kind, text: secret }], message);
    await send(inbox.token, { body, headers });
    await send(inbox.token, {
      body: preset === "kruncher" ? body : '{"a":2}',
      headers: headers.map(
        ([name, value]) => [name, preset === "kruncher" ? "wrong-wrong-wrong" : value] as [string, string],
      ),
    });
    await send(inbox.token, { body });
    const { data } = await listInboxRequests(ctx, inbox.id);
    expect(data.map(({ signature: { verdict, webhookId } }) => [verdict, webhookId])).toEqual([
      ["missing", webhook.id],
      ["invalid", webhook.id],
      ["valid", webhook.id],
    ]);
    expect(JSON.stringify(data)).not.toContain(secret);
  });
});

test("viewers look but don't touch, strangers see nothing", async () => {
  const workspace = await createTestWorkspace();
  const inbox = await createInbox(await workspace.as("developer"), { name: "Mine" });
  const viewer = await workspace.as("viewer");
  expect((await listInboxes(viewer)).map(({ id }) => id)).toEqual([inbox.id]);
  await expect(createInbox(viewer, { name: "No" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(configureInbox(viewer, inbox.id, { status: 500 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(clearInbox(viewer, inbox.id)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await (await createTestWorkspace()).as("owner");
  for (const id of [inbox.id, inbox.token]) {
    await expect(getInbox(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(listInboxRequests(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(configureInbox(stranger, id, { status: 500 })).rejects.toMatchObject({ code: "not_found" });
  }
});

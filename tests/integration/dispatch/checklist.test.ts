import { Webhook as StandardWebhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as listEgressIps } from "#app/api/v1/egress-ips/route";
import { GET as readWebhook } from "#app/api/v1/webhooks/[id]/route";
import { POST as testRoute } from "#app/api/v1/webhooks/[id]/test/route";
import { db } from "#lib/database/client";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { publicId } from "#lib/ids";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, skipWaiting } from "#tests/support/deliver";
import { exampleOf, sendThrice, startProduct } from "#tests/support/product";
import { answerOk, startRawServer } from "#tests/support/raw-server";
import { status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

// RELIABILITY.md §2, what a receiver sees of it; docs/reliability.md says where the other points are proven.
process.env.POSTHORN_EGRESS_IPS = "198.51.100.7, 2001:db8:7::/64";
await createTestDatabase();
beforeAll(prepareDispatch);

/** The head of the first request, line by line, exactly as it came over the wire. */
async function wireHead(name: PresetName, type: string) {
  const server = await startRawServer(answerOk);
  const workspace = await createTestWorkspace(name);
  const { webhook } = await createTestWebhook(await workspace.as("owner"), {
    url: `http://127.0.0.1:${server.port}/h`,
  });
  await publish(workspace, { type, data: exampleOf(name, type) });
  await deliverDue();
  const [head = "", body = ""] = server.requests[0]?.split("\r\n\r\n") ?? [];
  return { lines: head.split("\r\n"), body, webhook };
}

describe("the request", () => {
  // Checklist 1 to 5.
  test("is a POST of JSON with the three headers in lower case, a content type and a stable user agent", async () => {
    const { lines, body } = await wireHead("acme", "invoice.paid");
    expect(lines[0]).toBe("POST /h HTTP/1.1");
    const names = lines.slice(1).map((line) => line.slice(0, line.indexOf(":")));
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) expect(names).toContain(name);
    expect(lines).toContain("content-type: application/json");
    expect(lines).toContain(`user-agent: ${Profile.parse(PRESETS.acme.profile).userAgent}`);
    const payload = JSON.parse(body);
    expect(Object.keys(payload)).toEqual(["type", "timestamp", "data"]);
    expect(new Date(payload.timestamp).toISOString()).toBe(payload.timestamp);
  });

  // "Attempts record": headers as sent, secrets masked, the signature kept.
  test("is in the log with every header that was on the wire, in order, but for secrets", async () => {
    const server = await startRawServer(answerOk);
    const workspace = await createTestWorkspace("kruncher");
    const { webhook, secret } = await createTestWebhook(await workspace.as("owner"), {
      url: `http://127.0.0.1:${server.port}/h`,
      headers: { Authorization: "Bearer sesame" },
      signature: [{ scheme: "standard-webhooks" }, { scheme: "static", header: "X-Token" }],
    });
    await publish(workspace, { type: "changedStatus" });
    await deliverDue();
    const [delivery] = await deliveriesOf(webhook.id);
    const [attempt] = await attemptsOf(delivery?.id ?? "");
    const logged: [string, string][] = JSON.parse(attempt?.requestHeaders ?? "[]");
    const sent = server.requests[0]?.split("\r\n\r\n")[0]?.split("\r\n").slice(1);
    const masked = sent?.map((line) => line.replace(/^(X-Token|Authorization): .*/, "$1: ••••••"));
    expect(logged.map(([name, value]) => `${name}: ${value}`)).toEqual(masked);
    expect(masked?.some((line) => line.startsWith("webhook-signature: v1,"))).toBe(true);
    expect(attempt?.requestHeaders).not.toMatch(/sesame/);
    expect(attempt?.requestHeaders).not.toContain(secret);
  });
});

describe("event types", () => {
  // Checklist 6 and 7.
  test.each(Object.keys(PRESETS) as PresetName[])(
    "of %s are words joined by full stops, each with an example",
    (name) => {
      for (const type of PRESETS[name].eventTypes) {
        expect(type.name).toMatch(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/);
        expect(Object.keys(type.example)).not.toEqual([]);
        expect(type.description).not.toBe("");
      }
    },
  );
});

describe("identity and time", () => {
  // Checklist 10 to 14.
  test("one id without a full stop on every attempt and replay; the timestamp is each attempt's, in whole seconds", async () => {
    const product = await startProduct("acme");
    const requests = await sendThrice(product, "invoice.paid", '{"webhook-id":"msg.forged","timestamp":1}');
    expect(new Set(requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(requests[0]?.headers["webhook-id"]).toMatch(/^evt_[0-9a-z]+$/);
    for (const { headers, receivedAt } of requests) {
      expect(headers["webhook-timestamp"]).toMatch(/^\d{10}$/);
      expect(Math.abs(Number(headers["webhook-timestamp"]) - receivedAt.getTime() / 1000)).toBeLessThan(60);
    }
  });

  test("neither can be chosen by whoever publishes", async () => {
    const product = await startProduct("acme");
    await publish(product.workspace, { fields: '"id":"mine.1","timestamp":"2001-01-01T00:00:00Z"' });
    await deliverDue();
    const { headers, body } = product.receiver.requests[0] ?? expect.unreachable();
    expect(headers["webhook-id"]).not.toContain("mine");
    expect(Number(headers["webhook-timestamp"])).toBeGreaterThan(1_700_000_000);
    // When it happened is the body's business.
    expect(JSON.parse(body).timestamp).toBe("2001-01-01T00:00:00.000Z");
  });
});

describe("answers", () => {
  // Checklist 31.
  test.each([200, 201, 202, 204, 206, 226, 299])("%i is success", async (code) => {
    const product = await startProduct("acme");
    product.receiver.answerWith((response) => response.writeHead(code).end());
    await publish(product.workspace, {});
    await deliverDue();
    expect(await deliveriesOf(product.webhook.id)).toMatchObject([{ status: "succeeded", attemptCount: 1 }]);
  });

  test.each([300, 304, 400, 401, 404, 409, 418, 422, 500, 501, 505, 599])(
    "%i is failure, and tried again",
    async (code) => {
      const product = await startProduct("acme");
      product.receiver.answerWith(status(code));
      await publish(product.workspace, {});
      await deliverDue();
      expect(await deliveriesOf(product.webhook.id)).toMatchObject([{ status: "pending", lastResponseStatus: code }]);
    },
  );
});

// Checklist 43.
test("the addresses we send from are published, to anybody", async () => {
  const answer = await callRoute(listEgressIps);
  expect(answer).toMatchObject({ status: 200, body: { data: ["198.51.100.7", "2001:db8:7::/64"] } });
});

// Checklist 45: several webhooks of one workspace, each with its own secret.
test("several webhooks receive the same event under one id, each with a signature of its own", async () => {
  const product = await startProduct("acme");
  await createTestWebhook(product.owner, { url: product.receiver.url });
  await publish(product.workspace, {});
  await deliverDue();
  const { requests } = product.receiver;
  expect(requests).toHaveLength(2);
  expect(new Set(requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(requests.map(({ headers }) => headers["webhook-signature"])).size).toBe(2);
});

// Checklist 50.
describe("a test event", () => {
  test("is marked, signed with the real secret, and not counted in health; a real one bears no mark", async () => {
    const product = await startProduct("acme");
    const key = await product.workspace.apiKey();
    const params = { id: product.webhook.id };
    product.receiver.answerWith(status(500));
    await callRoute(testRoute, { key, params, body: { type: "invoice.paid" } });
    await deliverDue();
    product.receiver.answerWith(status(200));
    await skipWaiting();
    await deliverDue();
    const [delivery] = await deliveriesOf(product.webhook.id);
    await replayDelivery(product.owner, publicId("delivery", delivery?.id ?? ""));
    await publish(product.workspace, {});
    await deliverDue();
    const { requests } = product.receiver;
    for (const { body, headers } of requests) {
      expect(() => new StandardWebhook(product.secret).verify(body, headers as Record<string, string>)).not.toThrow();
    }
    expect(requests.filter(({ headers }) => headers["x-webhook-test"] === "true")).toHaveLength(3);
    expect(requests.filter(({ headers }) => headers["x-webhook-test"] === undefined)).toHaveLength(1);
    const { body } = await callRoute(readWebhook, { key, params });
    expect(body.health).toMatchObject({ lastFailureAt: null, consecutiveFailures: 0 });
    expect(
      await db().webhookHour.count({ where: { webhookId: delivery?.webhookId ?? "", result: "server_error" } }),
    ).toBe(0);
  });
});

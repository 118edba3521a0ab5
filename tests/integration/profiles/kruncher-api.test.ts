import { beforeAll, describe, expect, test } from "vitest";
import { GET as getHistory } from "#app/api/integration/webhook/history/route";
import {
  DELETE as deleteWebhook,
  GET as getWebhook,
  POST as postWebhook,
  PUT as putWebhook,
} from "#app/api/integration/webhook/route";
import { db } from "#lib/database/client";
import { findFreePort } from "#lib/database/embedded";
import { publicId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestDelivery, createTestWorkspace } from "#tests/support/workspace";

// Kruncher's customer, who has read nothing but Kruncher's documentation of its management API.

await createTestDatabase();
beforeAll(prepareDispatch);

const ANALYSIS = '{"projectId":"0b6f3a52","score":12345678901234567890,"z":1.0,"a":"é"}';

async function newCustomer() {
  const workspace = await createTestWorkspace("kruncher");
  const key = await workspace.apiKey();
  const ask =
    (authorization: string) =>
    async (
      route: (request: Request) => Promise<Response>,
      body?: unknown,
      query = "",
      method = body ? "POST" : "GET",
    ) => {
      const answer = await route(
        new Request(`http://localhost/api/integration/webhook${query}`, {
          method,
          headers: { ...(authorization && { authorization }), "content-type": "application/json" },
          ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        }),
      );
      const text = await answer.text();
      return { status: answer.status, text, json: JSON.parse(text), headers: answer.headers };
    };
  return { workspace, key, call: ask(key), as: ask };
}

test("creates, reads and replaces the one webhook, in the documented shapes", async () => {
  const { call } = await newCustomer();
  const none = await call(getWebhook);
  expect([none.status, none.text]).toEqual([404, '{"success":false,"error":"No webhook is configured."}']);

  const created = await call(postWebhook, { url: "https://example.com/hook", analysisCompleted: true });
  const { id, createdAt } = created.json.data;
  expect(created.status).toBe(200);
  expect(created.text).toBe(
    `{"success":true,"data":{"id":"${id}","url":"https://example.com/hook","analysisCompleted":true,"changedStatus":false,"isActive":true,"createdAt":"${createdAt}"}}`,
  );
  expect(id).toMatch(/^webhook_[0-9a-z]+$/);
  expect(new Date(createdAt).toISOString()).toBe(createdAt);

  const replaced = await call(putWebhook, { url: "https://example.com/other", changedStatus: true }, "", "PUT");
  expect(replaced.json.data).toEqual({
    id,
    url: "https://example.com/other",
    analysisCompleted: false,
    changedStatus: true,
    isActive: true,
    createdAt,
  });
  const read = await call(getWebhook);
  const { updatedAt } = read.json.data;
  expect(read.text).toBe(
    `{"success":true,"data":{"url":"https://example.com/other","analysisCompleted":false,"changedStatus":true,"isActive":true,"createdAt":"${createdAt}","updatedAt":"${updatedAt}","lastDelivery":null}}`,
  );
});

test("however many first requests come at once, one webhook comes of them, with what one of them asked for", async () => {
  const { workspace, call } = await newCustomer();
  const urls = Array.from({ length: 8 }, (_, n) => `https://example.com/hook-${n}`);
  const answers = await Promise.all(urls.map((url) => call(postWebhook, { url, changedStatus: true })));
  expect(answers.map(({ status: code }) => code)).toEqual(urls.map(() => 200));
  expect(new Set(answers.map(({ json }) => json.data.id)).size).toBe(1);
  expect(answers.map(({ json }) => json.data.url)).toEqual(urls);
  const webhooks = await db().webhook.findMany({ where: { workspaceId: workspace.id }, include: { secrets: true } });
  expect(webhooks).toHaveLength(1);
  expect(webhooks[0]?.secrets).toHaveLength(1);
  expect(urls).toContain((await call(getWebhook)).json.data.url);
});

test("each boolean is off by default, and a webhook with none receives nothing", async () => {
  const { workspace, call } = await newCustomer();
  const created = await call(postWebhook, { url: "https://example.com/hook" });
  expect(created.json.data).toMatchObject({ analysisCompleted: false, changedStatus: false, isActive: true });
  const [event] = await publish(workspace, { type: "analysisCompleted" });
  expect(event?.deliveries).toBe(0);
});

test("the key is the whole header, or stands behind Bearer", async () => {
  const { workspace, key, as } = await newCustomer();
  for (const authorization of [key, `Bearer ${key}`]) {
    expect((await as(authorization)(getWebhook)).status).toBe(404);
  }
  const publishKey = await workspace.publishKey();
  const unscoped = await workspace.apiKey(["integrations:read"]);
  for (const authorization of ["", "nonsense", key.slice(1), publishKey]) {
    const refused = await as(authorization)(getWebhook);
    expect(refused.status, authorization).toBe(401);
    expect(refused.json).toEqual({ success: false, error: expect.any(String) });
  }
  expect((await as(unscoped)(postWebhook, { url: "https://example.com" })).status).toBe(401);
});

test.each([
  ["no URL", { analysisCompleted: true }, "url is required."],
  ["a URL that is none", { url: "nope" }, "url: is not a URL"],
  [
    "an unknown event",
    { url: "https://example.com", analysiscompleted: true },
    "analysiscompleted is not known; events are analysisCompleted, changedStatus.",
  ],
  [
    "an event that is no boolean",
    { url: "https://example.com", changedStatus: "yes" },
    "changedStatus must be true or false.",
  ],
  ["a list", [], "body must be an object."],
  ["broken JSON", "{", "The body is not valid JSON"],
])("%s is a 400 that says so", async (_case, body, error) => {
  const { call } = await newCustomer();
  const refused = await call(postWebhook, body);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({ success: false, error: expect.stringContaining(error) });
});

test("other methods, and other products, get the same shape", async () => {
  const { call } = await newCustomer();
  expect(await call(deleteWebhook, undefined, "", "DELETE")).toMatchObject({ status: 405, json: { success: false } });
  const other = await createTestWorkspace("crondb");
  const answer = await getWebhook(
    new Request("http://localhost/api/integration/webhook", { headers: { authorization: await other.apiKey() } }),
  );
  expect(answer.status).toBe(404);
});

describe("the history", () => {
  test("tells each delivery as documented, newest first, with the data as it was published", async () => {
    const { workspace, call } = await newCustomer();
    const receiver = await startReceiver();
    await call(postWebhook, { url: receiver.url, analysisCompleted: true, changedStatus: true });
    receiver.answerWith(status(200));
    await publish(workspace, { type: "analysisCompleted", data: ANALYSIS });
    await deliverDue();
    receiver.answerWith(status(500));
    await publish(workspace, { type: "changedStatus", data: '{"newStatus":"Won"}' });
    await deliverDue();

    const history = await call(getHistory, undefined, "/history");
    expect(history.headers.get("content-type")).toBe("application/json");
    const [failed, delivered] = history.json.data;
    const expected = (
      entry: { id: string; createdAt: string; deliveredAt: string },
      middle: string,
      httpStatus: number,
    ) =>
      `{"id":"${entry.id}",${middle},"httpStatus":${httpStatus},"createdAt":"${entry.createdAt}","deliveredAt":"${entry.deliveredAt}"}`;
    const first = expected(
      delivered,
      `"event":"analysisCompleted","status":"Success","statusDescription":null,"payload":${ANALYSIS}`,
      200,
    );
    const second = expected(
      failed,
      `"event":"changedStatus","status":"Error Response","statusDescription":"The server answered with status 500","payload":{"newStatus":"Won"}`,
      500,
    );
    expect(history.text).toBe(
      `{"success":true,"data":[${second},${first}],"pagination":{"total":2,"limit":50,"offset":0}}`,
    );
    // What the receiver dedupes on is what the history calls it.
    expect(receiver.requests.map(({ headers }) => headers["x-delivery-id"])).toEqual([delivered.id, failed.id]);
    expect(new Date(delivered.deliveredAt).getTime()).toBeGreaterThanOrEqual(new Date(delivered.createdAt).getTime());
    expect((await call(getWebhook)).json.data.lastDelivery).not.toBeNull();
  });

  test("filters and pages", async () => {
    const { workspace, call } = await newCustomer();
    const receiver = await startReceiver();
    await call(postWebhook, { url: receiver.url, analysisCompleted: true, changedStatus: true });
    receiver.answerWith(status(204));
    await publish(workspace, ...["analysisCompleted", "analysisCompleted", "changedStatus"].map((type) => ({ type })));
    await deliverDue();
    const ask = async (query: string) => (await call(getHistory, undefined, `/history?${query}`)).json;
    expect(await ask("limit=1&offset=1")).toMatchObject({ data: [{}], pagination: { total: 3, limit: 1, offset: 1 } });
    expect((await ask("event=changedStatus")).pagination.total).toBe(1);
    expect((await ask("status=Success")).pagination.total).toBe(3);
    expect(await ask("status=Error%20Response&offset=5")).toEqual({
      success: true,
      data: [],
      pagination: { total: 0, limit: 50, offset: 5 },
    });
    for (const query of ["limit=101", "limit=0", "offset=-1", "limit=x", "status=Odd", "event=odd", "page=2"]) {
      const refused = await call(getHistory, undefined, `/history?${query}`);
      expect(refused.status, query).toBe(400);
      expect(refused.json).toEqual({ success: false, error: expect.any(String) });
    }
  });

  test("calls it Error Request when no request could be made", async () => {
    const { workspace, call } = await newCustomer();
    await call(postWebhook, { url: `http://127.0.0.1:${await findFreePort()}/`, changedStatus: true });
    await publish(workspace, { type: "changedStatus" });
    await deliverDue();
    const { data } = (await call(getHistory, undefined, "/history?status=Error%20Request")).json;
    expect(data).toMatchObject([
      { status: "Error Request", statusDescription: "The server refused the connection", httpStatus: null },
    ]);
  });

  test("names the timeout in the documented words", async () => {
    const { workspace, call } = await newCustomer();
    await call(postWebhook, { url: "https://example.com/hook", changedStatus: true });
    const webhook = await db().webhook.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    await createTestDelivery(workspace, publicId("webhook", webhook.id), {
      type: "changedStatus",
      lastErrorCode: "timeout",
    });
    const { data } = (await call(getHistory, undefined, "/history")).json;
    expect(data).toMatchObject([
      { status: "Error Response", statusDescription: "Connection timeout after 30 seconds", httpStatus: null },
    ]);
  });

  test("is 404 without a webhook", async () => {
    const { call } = await newCustomer();
    expect((await call(getHistory, undefined, "/history")).status).toBe(404);
  });
});

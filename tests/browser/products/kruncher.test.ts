import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";
import { accept, productOf, signUp } from "#tests/support/customer";
import { startReceiver, status } from "#tests/support/receiver";

// Kruncher's customer, who has read nothing but Kruncher's documentation.

const ANALYSIS =
  '{"projectId":"0b6f3a52-7d1e-4c1a-9a53-2f1f7b8f6c10","analysisId":"6a1d0f5e-3c2b-4f7e-8f57-90f7a2c1d3e4","projectName":"Nörd & Co","kruncherEntityCompanyId":"c9a7e0b1-52d4-4c8f-b1f6-3d2e1a0b9c87"}';
const STATUS =
  '{"projectId":"0b6f3a52-7d1e-4c1a-9a53-2f1f7b8f6c10","projectName":"Nörd & Co","previousStatus":"Screening","newStatus":"Won","stage":"Series A","changedAt":"2026-03-18T14:30:00.000Z"}';

/** The management API. The key is the whole Authorization header. */
async function manage(key: string, path = "", body?: unknown) {
  const answer = await fetch(`${app().url}/api/integration/webhook${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: key, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: JSON.parse(text) };
}

test("a program sets the webhook up, both events arrive as documented, and the history tells of them", async () => {
  const { slug, apiKey, invitation } = await signUp("kruncher");
  const { publish, developers } = productOf("kruncher", slug);
  const receiver = await startReceiver();
  const url = `${receiver.url}/kruncher`;
  expect(await manage(apiKey)).toMatchObject({ status: 404, json: { success: false } });
  expect(await manage("not the key")).toMatchObject({ status: 401, json: { success: false } });

  const created = await manage(apiKey, "", { url, analysisCompleted: true, changedStatus: true });
  const { id, createdAt } = created.json.data;
  expect(id).toMatch(/^webhook_/);
  expect(created.text).toBe(
    `{"success":true,"data":{"id":"${id}","url":"${url}","analysisCompleted":true,"changedStatus":true,"isActive":true,"createdAt":"${createdAt}"}}`,
  );

  // The owner reads the token that requests carry under the webhook's settings.
  const page = await openPage();
  await accept(page, invitation);
  await page.getByRole("link", { name: "Webhook", exact: true }).click();
  await page.getByText("the secret itself in x-kruncher-api-key").waitFor();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Reveal secret" }).click();
  const token = await page.getByRole("group", { name: "Signing secret" }).textContent();

  await publish("analysisCompleted", ANALYSIS);
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
  // This one fails at first, and comes again under the same id.
  receiver.answerWith((response, _request, nth) => status(nth === 2 ? 503 : 200)(response, _request, nth));
  await publish("changedStatus", STATUS);
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(3);

  const [analysis, failed, retried] = receiver.requests;
  expect(analysis?.path).toBe("/kruncher");
  expect(analysis?.body).toBe(`{"event":"analysisCompleted","data":${ANALYSIS}}`);
  expect(failed?.body).toBe(`{"event":"changedStatus","data":${STATUS}}`);
  expect(retried?.body).toBe(failed?.body);
  for (const { headers } of receiver.requests) {
    expect(headers).toEqual({
      host: new URL(url).host,
      connection: expect.any(String),
      accept: "*/*",
      "accept-encoding": "identity",
      "content-type": "application/json",
      "content-length": expect.stringMatching(/^\d+$/),
      "user-agent": "Kruncher-Webhooks/1.0",
      "x-delivery-id": expect.stringMatching(/^delivery_/),
      "x-kruncher-api-key": token,
    });
  }
  const ids = receiver.requests.map(({ headers }) => headers["x-delivery-id"]);
  expect(ids[2]).toBe(ids[1]);
  expect(ids[1]).not.toBe(ids[0]);

  const succeeded = async () => (await manage(apiKey, "/history?status=Success")).json.pagination.total;
  await expect.poll(succeeded, EVENTUALLY).toBe(2);
  const history = await manage(apiKey, "/history?limit=10");
  const [second, first] = history.json.data;
  const entry = (one: typeof first, event: string, payload: string) =>
    `{"id":"${one.id}","event":"${event}","status":"Success","statusDescription":null,"payload":${payload},"httpStatus":200,"createdAt":"${one.createdAt}","deliveredAt":"${one.deliveredAt}"}`;
  expect([first.id, second.id]).toEqual([ids[0], ids[1]]);
  expect(history.text).toBe(
    `{"success":true,"data":[${entry(second, "changedStatus", STATUS)},${entry(first, "analysisCompleted", ANALYSIS)}],"pagination":{"total":2,"limit":10,"offset":0}}`,
  );
  const { updatedAt, lastDelivery } = (await manage(apiKey)).json.data;
  expect((await manage(apiKey)).text).toBe(
    `{"success":true,"data":{"url":"${url}","analysisCompleted":true,"changedStatus":true,"isActive":true,"createdAt":"${createdAt}","updatedAt":"${updatedAt}","lastDelivery":"${lastDelivery}"}}`,
  );
  await page.goto(developers("catalogue"));
  expect(await axe(page)).toEqual([]);
});

test("the demo's workspace shows both events and the way they arrive", async () => {
  const page = await openPage({ as: "viewer", workspace: "kruncher" });
  await page.goto(productOf("kruncher").developers("catalogue"));
  for (const name of ["analysisCompleted", "changedStatus"]) await page.getByRole("article", { name }).waitFor();
  await page.getByText("How events arrive").click();
  await page.getByText("/api/integration/webhook manages").waitFor();
  const headers = page.getByLabel("Headers of the sample request");
  for (const name of ["x-delivery-id", "x-kruncher-api-key"]) await headers.getByText(name).waitFor();
  expect(await axe(page)).toEqual([]);
});

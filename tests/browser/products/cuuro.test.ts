import { Webhook } from "svix";
import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";
import { ask, createAndKeepSecret, fillWebhook, productOf } from "#tests/support/customer";
import { type ReceivedRequest, startReceiver, status } from "#tests/support/receiver";

// Cuuro's customer, who verifies with Svix's own library.

const cuuro = productOf("cuuro");
const publish = (type: string, id: string) => cuuro.publish(type, JSON.stringify({ id }));

const verifies = (secret: string, { body, headers }: ReceivedRequest) => {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

test("an integration gets a webhook on its own tab, and Svix's library verifies what arrives, also while secrets change", async () => {
  const receiver = await startReceiver();
  const page = await openPage({ as: "owner", workspace: "cuuro" });
  const name = `Deal flow ${crypto.randomUUID().slice(0, 8)}`;
  await page.goto(cuuro.developers("integrations"));
  await page.getByRole("button", { name: "Create integration" }).click();
  const dialog = page.getByRole("dialog", { name: "Create integration" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create integration" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();

  await page.getByRole("navigation", { name: "Integration" }).getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("link", { name: "Create webhook" }).click();
  await page.getByRole("combobox", { name: "Integration" }).filter({ hasText: name }).waitFor();
  await fillWebhook(page, { name, url: `${receiver.url}/svix` });
  await page.getByRole("checkbox", { name: /^startup\.created/ }).click();
  await page.getByRole("checkbox", { name: /^analysis\.completed/ }).click();
  const secret = await createAndKeepSecret(page);
  expect(secret).toMatch(/^whsec_/);
  expect(await axe(page)).toEqual([]);

  // The first request fails and is made again 5 s later, with the id it had.
  receiver.answerWith((response, request, nth) => status(nth === 1 ? 500 : 200)(response, request, nth));
  const id = crypto.randomUUID();
  await publish("startup.created", id);
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(2);
  const [first, again] = receiver.requests;
  if (!first || !again) throw new Error("Two requests were there a moment ago.");
  expect(first.body).toBe(`{"data":{"id":"${id}"},"event":"startup.created"}`);
  expect(again.body).toBe(first.body);
  expect(again.headers["svix-id"]).toBe(first.headers["svix-id"]);
  expect([first, again].every((request) => verifies(secret, request))).toBe(true);
  expect(verifies(secret, { ...first, body: first.body.replace("startup", "analysis") })).toBe(false);

  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByText("Svix, HMAC-SHA256").waitFor();
  await page.getByText("after 5s, 5m, 30m, 2h, 5h, 10h, 10h").waitFor();
  const webhook = /wh_\w+/.exec(page.url())?.[0] ?? "";
  const rotated = await ask(cuuro.apiKey, "POST", `/webhooks/${webhook}/rotate-secret`, { overlapSeconds: 3600 });
  await publish("analysis.created", crypto.randomUUID());
  await publish("analysis.completed", crypto.randomUUID());
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(3);
  const last = receiver.requests[2];
  if (!last) throw new Error("A third request was there a moment ago.");
  // analysis.created was not chosen.
  expect(JSON.parse(last.body).event).toBe("analysis.completed");
  expect(String(last.headers["svix-signature"]).split(" ")).toHaveLength(2);
  expect([rotated.secret, secret].map((one) => verifies(one, last))).toEqual([true, true]);
});

test("the addresses Cuuro sends from are published as JSON, for everybody", async () => {
  const answer = await fetch(`${app().url}/api/v1/egress-ips`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ data: expect.any(Array), nextCursor: null });
  const page = await openPage({ as: "viewer", workspace: "cuuro" });
  await page.goto(cuuro.developers("catalogue"));
  await page.getByText("How events arrive").click();
  expect(await page.getByRole("link", { name: "As JSON" }).getAttribute("href")).toBe("/api/v1/egress-ips");
  expect(await page.getByRole("region", { name: "Body of the sample request" }).textContent()).toMatch(/^\{\s*"data"/);
});

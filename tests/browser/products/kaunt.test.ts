import { createHmac, timingSafeEqual } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { ask, createAndKeepSecret, fillWebhook, productOf } from "#tests/support/customer";
import { type ReceivedRequest, startReceiver, status } from "#tests/support/receiver";

// Kaunt's partner, and one of the partner's tenants.

const kaunt = productOf("kaunt");
const PROPOSAL = {
  Id: "7d9e2c40-11f5-4a3b-8c6d-52e0f1a7b934",
  Url: "https://api.kaunt.example/v1/proposals/7d9e2c40-11f5-4a3b-8c6d-52e0f1a7b934",
  CompanyName: "Nordlys ApS",
  CorrelationId: "inv-2026-0042",
};
const DONE = "InvoiceCodingProposalProcessingCompleted";
const publish = (tenant: string, type = DONE) => kaunt.publish(type, JSON.stringify(PROPOSAL), `"tenant":"${tenant}"`);
const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

function verify(secret: string, { body, headers }: ReceivedRequest) {
  const expected = createHmac("sha256", secret).update(body).digest("hex");
  const received = String(headers["x-signature-sha256"]);
  return received.length === expected.length && timingSafeEqual(Buffer.from(received), Buffer.from(expected));
}

const tenantsOf = (requests: ReceivedRequest[]) => requests.map(({ body }) => JSON.parse(body).TenantId as string);

/** Makes a webhook at the partner's level, or at a tenant's. */
async function create(page: Page, name: string, tenant?: RegExp) {
  const receiver = await startReceiver();
  await page.goto(kaunt.developers("webhooks", "new"));
  await fillWebhook(page, { name, url: `${receiver.url}/kaunt` });
  await page.getByRole("combobox", { name: "Tenant" }).filter({ hasText: "The whole workspace" }).waitFor();
  if (tenant) {
    await page.getByRole("combobox", { name: "Tenant" }).click();
    await page.getByRole("option", { name: tenant }).click();
  }
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  const secret = await createAndKeepSecret(page);
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  return { receiver, secret, path: new URL(page.url()).pathname };
}

test("a partner hears of every tenant and a tenant of itself, until its webhook is moved and deleted", async () => {
  const page = await openPage({ as: "admin", workspace: "kaunt" });
  const partner = await create(page, unique("Partner"));
  const name = unique("Nordlys");
  const tenant = await create(page, name, /Nordlys ApS \(nordlys\)/);
  await page.getByText("nordlys", { exact: true }).waitFor();

  await publish("fjordline");
  await publish("nordlys");
  await expect.poll(() => partner.receiver.requests.length, EVENTUALLY).toBe(2);
  await expect.poll(() => tenant.receiver.requests.length, EVENTUALLY).toBe(1);
  expect(tenantsOf(partner.receiver.requests).sort()).toEqual(["fjordline", "nordlys"]);
  const [received] = tenant.receiver.requests;
  const { Id, Url, CompanyName, CorrelationId } = PROPOSAL;
  expect(received?.body).toBe(
    JSON.stringify({ Id, Url, TenantId: "nordlys", CompanyName, CorrelationId, EventType: DONE }),
  );
  expect(received?.headers["x-signature-sha256"]).toMatch(/^[0-9a-f]{64}$/);
  for (const { receiver, secret } of [partner, tenant]) {
    expect(receiver.requests.every((request) => verify(secret, request))).toBe(true);
  }
  expect(verify(partner.secret, received as ReceivedRequest)).toBe(false);

  // The list tells the levels apart.
  await page.goto(kaunt.developers("webhooks"));
  const row = page.getByRole("row", { name: new RegExp(name) });
  await row.getByText("Only tenant nordlys").waitFor();
  expect(await axe(page)).toEqual([]);

  const moved = await startReceiver();
  await page.goto(`${tenant.path}/settings`);
  await page.getByRole("textbox", { name: "URL" }).fill(moved.url);
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved").waitFor();
  await publish("nordlys");
  await expect.poll(() => moved.requests.length, EVENTUALLY).toBe(1);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByLabel(/Type/).fill(name);
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete webhook" }).click();
  await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
  await publish("nordlys", "ModelReady");
  await expect.poll(() => partner.receiver.requests.length, EVENTUALLY).toBe(4);
  expect([tenant.receiver.requests.length, moved.requests.length]).toEqual([1, 1]);
});

test("a failed request is retried with doubling delays until 24 hours after the first attempt", async () => {
  const page = await openPage({ as: "admin", workspace: "kaunt" });
  await page.goto(kaunt.developers("webhooks", "new"));
  await page.getByText("Advanced").click();
  const schedule = page.getByText(/Gives up when attempt \d+ fails/);
  await schedule.waitFor();
  const words = (await schedule.textContent()) ?? "";
  expect(words).toContain("Attempts at once, and after 10 s, 30 s, 1 min 10 s, 2 min 30 s");
  const hours = Number(/about (?:0 d |)(\d+) h[^.]* after the first/.exec(words)?.[1]);
  expect(hours).toBeGreaterThanOrEqual(20);
  expect(hours).toBeLessThan(24);

  const { receiver, path } = await create(page, unique("Away"), /Fjordline/);
  await page.getByText("after 10s, then ×2 up to 4h, for 1d").waitFor();
  const webhook = path.split("/").at(-1);
  receiver.answerWith(status(500));
  await publish("fjordline");
  const delivery = async () => {
    const { data } = await ask(kaunt.apiKey, "GET", `/deliveries?webhook=${webhook}`);
    return data.length === 0 ? null : ask(kaunt.apiKey, "GET", `/deliveries/${data[0].id}`);
  };
  // The first two delays, as far as the jitter of ten per cent lets them be told.
  for (const [attempts, seconds] of [
    [1, 10],
    [2, 20],
  ] as const) {
    await expect.poll(async () => (await delivery())?.attemptCount, { timeout: 30_000 }).toBe(attempts);
    const { nextAttemptAt, attempts: made } = await delivery();
    const last = made.toSorted((a: { number: number }, b: { number: number }) => a.number - b.number).at(-1);
    const wait = (Date.parse(nextAttemptAt) - Date.parse(last.finishedAt)) / 1000;
    expect(Math.abs(wait - seconds), `${wait} s`).toBeLessThanOrEqual(seconds * 0.1 + 4);
  }
});

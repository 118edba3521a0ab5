import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers } from "#tests/browser/steps";
import { app, openPage } from "#tests/support/browser";

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");

/** Publishes events that only a search for the note they carry finds, and opens their deliveries. */
async function openLog(page: Page, count: number): Promise<void> {
  const { publishKey, workspace } = app().demo.products.acme ?? {};
  const note = `note-${crypto.randomUUID()}`;
  const answer = await fetch(`${app().url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${publishKey}`, "content-type": "application/json" },
    body: JSON.stringify(
      Array.from({ length: count }, (_, n) => ({ workspace, type: "customer.updated", data: { note, n } })),
    ),
  });
  expect(answer.status).toBe(202);
  await page.goto(`${developers("deliveries")}?q=${note}`);
  await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
  // Webhooks of other tests may receive them too.
  const only = page.getByRole("combobox", { name: "Webhook" });
  await only.click();
  await page.getByRole("option", { name: "Inspector", exact: true }).click();
  await page.waitForURL(/webhook=wh_/);
}

test("the list is read page by page, there and back, and keeps its filters", async () => {
  const page = await openPage({ as: "viewer" });
  await openLog(page, 30);
  await expect.poll(() => rows(page).count()).toBe(25);
  await page.getByRole("link", { name: "Older" }).click();
  await expect.poll(() => rows(page).count()).toBe(5);
  expect(page.url()).toMatch(/webhook=wh_.*cursor=|cursor=.*webhook=wh_/);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect.poll(() => rows(page).count()).toBe(25);

  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Failed" }).click();
  await page.getByText("No delivery matches").waitFor();
  await page.reload();
  await page.getByText("No delivery matches").waitFor();
  expect(page.url()).not.toContain("cursor=");
});

test("several are chosen and sent again at once", async () => {
  const page = await openPage({ as: "developer" });
  await openLog(page, 3);
  await expect
    .poll(() => rows(page).getByText("Succeeded").count())
    .toBe(3)
    .catch(() => page.reload());
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByText("3 selected").waitFor();
  await page.getByRole("button", { name: "Replay selected" }).click();
  await page.getByText("3 deliveries sent again").waitFor();
});

test("the open delivery is in the address: a link leads to it, and back closes it", async () => {
  const page = await openPage({ as: "viewer" });
  await openLog(page, 1);
  await rows(page).getByRole("button", { name: "customer.updated" }).click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText(/#1 First attempt/).waitFor();
  const address = page.url();
  await page.goBack();
  await sheet.waitFor({ state: "hidden" });
  await page.goto(address);
  await sheet.getByText(/#1 First attempt/).waitFor();
});

test("Live shows what arrives without a reload", async () => {
  const page = await openPage({ as: "viewer" });
  await openLog(page, 1);
  await page.goto(`${developers("deliveries")}?type=invoice.overdue&live=true`);
  const { publishKey, workspace } = app().demo.products.acme ?? {};
  await page.getByRole("heading", { level: 1 }).waitFor();
  const before = await rows(page).count();
  await fetch(`${app().url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${publishKey}`, "content-type": "application/json" },
    body: JSON.stringify({ workspace, type: "invoice.overdue", data: {} }),
  });
  await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBeGreaterThan(before);
});

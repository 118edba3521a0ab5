import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, EVENTUALLY, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

const UPDATE = { type: "customer.updated" };
const rows = (page: Page) => page.getByRole("region", { name: "Deliveries" }).locator("tbody tr");

/** The log of a webhook of its own, so that nothing of other tests is in it. */
async function openOwnLog(page: Page, query = ""): Promise<string> {
  const inbox = await createInbox(page, `Log ${crypto.randomUUID().slice(0, 8)}`);
  await createWebhook(page, { name: "Log", url: inbox.url });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.waitForURL(/webhooks\/wh_\w+/);
  const path = developers("webhooks", /wh_\w+/.exec(page.url())?.[0] ?? "", "logs");
  await page.goto(path + query);
  await page.getByRole("switch", { name: "Live" }).waitFor();
  return path;
}

test("Live: rows stream in and change in place, and wait while the pointer is on the list", async () => {
  const page = await openPage({ as: "developer" });
  await openOwnLog(page, "?live=true");
  await page.getByText("Nothing has been sent yet").waitFor();
  await publish([UPDATE]);
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(1);
  await rows(page).first().hover();
  await publish([UPDATE, UPDATE]);
  await page.getByRole("button", { name: "2 new deliveries" }).waitFor(EVENTUALLY);
  expect(await rows(page).count()).toBe(1);
  expect(await axe(page)).toEqual([]);
  await page.mouse.move(0, 0);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
});

test("Live without a stream reads the list again", async () => {
  const page = await openPage({ as: "developer" });
  await page.route("**/deliveries/live?*", (route) => route.fulfill({ status: 503 }));
  await openOwnLog(page, "?live=true");
  await page.getByText("Nothing has been sent yet").waitFor();
  await publish([UPDATE]);
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(1);
});

test("by keyboard from one delivery to the next, beside the list", async () => {
  const page = await openPage({ as: "developer" });
  await openOwnLog(page, "?live=true");
  await publish([UPDATE, UPDATE, UPDATE]);
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(3);
  await rows(page).first().getByRole("button", { name: "customer.updated" }).click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText(/#1 First attempt/).waitFor();
  const ids = [new URL(page.url()).searchParams.get("delivery")];
  for (const key of ["j", "ArrowDown", "k"]) {
    await page.keyboard.press(key);
    const last = ids.at(-1) ?? "";
    await expect.poll(() => page.url(), EVENTUALLY).not.toContain(last);
    await sheet.getByText(/#1 First attempt/).waitFor();
    ids.push(new URL(page.url()).searchParams.get("delivery"));
  }
  expect(ids[3]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(3);
  await sheet.getByRole("button", { name: "Previous delivery" }).click();
  await expect.poll(() => page.url(), EVENTUALLY).toContain(ids[0] ?? "");
});

test("columns and density are remembered, and rendered by the server", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("deliveries"));
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Attempts" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Event id" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await page.keyboard.press("Escape");
  const html = await (await page.request.get(developers("deliveries"))).text();
  expect(html).toContain("Event id</th>");
  expect(html).not.toContain("Attempts</th>");
  await page.reload();
  await page.getByRole("columnheader", { name: "Event id" }).waitFor();
});

test("filters by answer and time stand in the address, and the export has what they leave", async () => {
  const page = await openPage({ as: "developer" });
  const path = await openOwnLog(page);
  await publish([{}, {}]);
  await publish([{ type: "customer.created" }]);
  await page.getByRole("switch", { name: "Live" }).click();
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(3);
  await page.getByRole("combobox", { name: "Event type" }).click();
  await page.getByRole("option", { name: "All of invoice" }).click();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  await page.getByRole("button", { name: "More filters" }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Last answer" }).click();
  await page.getByRole("option", { name: "2xx" }).click();
  await page.getByLabel("Created from").fill("2026-01-01T00:00");
  await page.getByLabel("Created from").press("Enter");
  await page.waitForURL(/from=2026/);
  await page.keyboard.press("Escape");
  await page.reload();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "As CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^acme-deliveries-.*\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines.slice(1).every((line) => line.includes("invoice.paid"))).toBe(true);
  await page.goto(`${path}?response=5xx`);
  await page.getByText("No delivery matches").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
});

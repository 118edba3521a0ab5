import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers, EVENTUALLY, publish, webhookByApi } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";
import { startReceiver } from "#tests/support/receiver";

const UPDATE = { type: "customer.updated" };
const rows = (page: Page) => page.getByRole("region", { name: "Deliveries" }).locator("tbody tr");

/** The log of a webhook of its own, so that nothing of other tests is in it. */
async function openOwnLog(page: Page, query = ""): Promise<string> {
  const name = `Log ${crypto.randomUUID().slice(0, 8)}`;
  const inbox = await ask(productOf("acme").apiKey, "POST", "/inboxes", { name });
  const path = developers("webhooks", (await webhookByApi({ name, url: inbox.url })).id, "logs");
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

test("Live: switched on while the list is being filtered, it does not hold the filter up", async () => {
  const page = await openPage({ as: "viewer" });
  const path = await openOwnLog(page);
  await publish([UPDATE, { type: "customer.created" }]);
  await page.goto(path);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  const answered = Promise.withResolvers<void>();
  await page.route(/type=customer.created.*_rsc/, async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.getByRole("combobox", { name: "Event type" }).click();
  await page.getByRole("option", { name: "customer.created" }).click();
  await page.waitForURL(/type=customer.created/);
  await page.getByRole("switch", { name: "Live" }).click();
  await page.waitForURL(/live=true/);
  answered.resolve();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
});

test("Live: rows that came with a refresh change too", async () => {
  const page = await openPage({ as: "viewer" });
  const held: ServerResponse[] = [];
  const receiver = await startReceiver((response, _request, nth) => (nth === 1 ? response.end() : held.push(response)));
  const { id } = await webhookByApi({ name: "Takes its time", url: receiver.url });
  await publish([UPDATE]);
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
  // A stream that says nothing of the second.
  const mute = { contentType: "text/event-stream", body: "retry: 600000\n\nevent: ready\ndata: {}\n\n" };
  await page.route("**/deliveries/live?*", (route) => route.fulfill(mute), { times: 1 });
  await page.goto(`${developers("webhooks", id, "logs")}?live=true`);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
  await publish([UPDATE]);
  await expect.poll(() => held.length, EVENTUALLY).toBe(1);
  await rows(page).getByRole("button", { name: "customer.updated" }).click();
  await page.getByRole("dialog", { name: "Delivery" }).getByRole("button", { name: "Close" }).click();
  await page.mouse.move(0, 0);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  for (const response of held) response.end();
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(2);
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
  await publish([UPDATE]);
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("deliveries"));
  const height = async () => (await rows(page).first().boundingBox())?.height ?? 0;
  const comfortable = await height();
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Attempts" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Event id" }).click();
  await page.getByRole("menuitemradio", { name: "Compact" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(height, EVENTUALLY).toBeLessThan(comfortable);
  const html = await (await page.request.get(developers("deliveries"))).text();
  expect(html).toContain("Event id</th>");
  expect(html).not.toContain("Attempts</th>");
  await page.reload();
  await page.getByRole("columnheader", { name: "Event id" }).waitFor();
  expect(await height()).toBeLessThan(comfortable);
});

test("filters stand in the address, and the export has what they leave", async () => {
  const page = await openPage({ as: "developer" });
  const path = await openOwnLog(page);
  const tenant = `tenant-${crypto.randomUUID().slice(0, 8)}`;
  await publish([{}, {}]);
  const [event = ""] = await publish([{ type: "customer.created", tenant }]);
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
  await page.getByRole("combobox", { name: "Time range" }).filter({ hasText: "Custom range" }).waitFor();
  await page.reload();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  const lines = (await exported(page, "CSV")).split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines.slice(1).every((line) => line.includes("invoice.paid"))).toBe(true);
  const objects = (await exported(page, "NDJSON")).split("\n").map((line) => JSON.parse(line));
  expect(objects.map(({ type }) => type)).toEqual(["invoice.paid", "invoice.paid"]);
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByLabel("Created before").fill("2026-01-02T00:00");
  await page.getByLabel("Created before").press("Enter");
  await page.waitForURL(/to=2026/);
  await page.getByText("No delivery matches").waitFor();
  await page.goto(`${path}?response=5xx`);
  await page.getByText("No delivery matches").waitFor();
  const clear = async () => {
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
  };
  await clear();
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByLabel("Tenant").fill(tenant);
  await page.getByLabel("Tenant").press("Enter");
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
  expect(page.url()).toContain(`tenant=${tenant}`);
  await page.keyboard.press("Escape");
  await clear();
  await page.getByRole("combobox", { name: "Event type" }).click();
  await page.getByRole("option", { name: "invoice.paid" }).click();
  await page.getByRole("combobox", { name: "Time range" }).click();
  await page.getByRole("option", { name: "Last hour" }).click();
  await page.waitForURL(/range=1h/);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  await clear();
  await page.getByLabel("Search by id or payload text").fill(event);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
  await rows(page).getByRole("button", { name: "customer.created" }).click();
  await page.waitForURL(/delivery=dlv_/);
  const delivery = new URL(page.url()).searchParams.get("delivery") ?? "";
  await page.keyboard.press("Escape");
  await page.getByLabel("Search by id or payload text").fill(delivery);
  await page.waitForURL(new RegExp(`q=${delivery}`));
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
});

/** What the page's menu exports. */
async function exported(page: Page, format: "CSV" | "NDJSON"): Promise<string> {
  await page.getByRole("button", { name: "Export" }).click();
  const item = page.getByRole("menuitem", { name: `As ${format}` });
  const [download] = await Promise.all([page.waitForEvent("download"), item.click()]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^acme-deliveries-.*\\.${format.toLowerCase()}$`));
  return (await readFile(await download.path(), "utf8")).trimEnd();
}

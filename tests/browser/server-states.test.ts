import { expect, test } from "vitest";
import { developers, publish } from "#tests/browser/steps";
import { brokenTable, slowTable } from "#tests/support/app-database";
import { axe, openPage } from "#tests/support/browser";

// What people see while the server is slow, and when it fails: on a real one whose tables are locked or gone.

const LISTS = [
  { name: "Webhooks", path: "webhooks", table: "webhook_hour", region: "Webhooks" },
  { name: "Deliveries", path: "deliveries", table: "delivery", region: "Deliveries" },
  { name: "Events", path: "events", table: "event", region: "Events" },
];

test.each(LISTS)(
  "$name: while the server is slow, its columns stand there already",
  async ({ name, path, table, region }) => {
    await publish([{ type: "customer.created" }]);
    const page = await openPage({ as: "owner" });
    const { release } = await slowTable(table);
    await page.goto(developers(path), { waitUntil: "commit" });
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    const skeleton = page.locator("[aria-busy=true]").first();
    await skeleton.waitFor();
    const columns = await skeleton.locator("th").allTextContents();
    expect(columns.length).toBeGreaterThan(3);
    expect(await axe(page)).toEqual([]);
    await release();
    const list = page.getByRole("region", { name: region });
    await list.locator("tbody tr").first().waitFor();
    await skeleton.waitFor({ state: "detached" });
    const shown = await list.locator("th").allTextContents();
    expect(columns.filter((column) => column !== "").every((column) => shown.includes(column))).toBe(true);
  },
);

test.each(LISTS)(
  "$name: when the server fails, the page says so, and trying again brings it back",
  async ({ path, table, region }) => {
    await publish([{ type: "customer.created" }]);
    const page = await openPage({ as: "owner" });
    const { mend } = await brokenTable(table);
    await page.goto(developers(path));
    await page.getByText("This page could not be loaded").waitFor();
    await page.getByText(/^Reference /).waitFor();
    expect(await axe(page)).toEqual([]);
    await mend();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("region", { name: region }).locator("tbody tr").first().waitFor();
  },
);

test("a delivery's sheet that can't be read says so, and tries again", async () => {
  await publish([{ type: "customer.created" }]);
  const page = await openPage({ as: "owner" });
  await page.goto(developers("deliveries"));
  const row = page.getByRole("region", { name: "Deliveries" }).locator("tbody tr").first();
  await row.waitFor();
  const { mend } = await brokenTable("attempt");
  await row.getByText("customer.created").click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByRole("alert").waitFor();
  await mend();
  await sheet.getByRole("button", { name: "Try again" }).click();
  await sheet.getByRole("heading", { name: "Attempts" }).waitFor();
});

test("a webhook's header and tabs are there at once, its numbers in a place kept for them", async () => {
  const page = await openPage({ as: "developer" });
  await page.goto(developers("webhooks"));
  const link = page.getByRole("region", { name: "Webhooks" }).locator('a[href*="/webhooks/wh_"]').first();
  const [name, path] = [await link.textContent(), await link.getAttribute("href")];
  const { release } = await slowTable("webhook_hour");
  await page.goto(path ?? "", { waitUntil: "commit" });
  const tabs = page.getByRole("navigation", { name: "Webhook", exact: true });
  await page.getByRole("heading", { level: 1, name: name ?? "" }).waitFor();
  const skeleton = page.locator("[aria-busy=true]").first();
  await skeleton.waitFor();
  expect(await axe(page)).toEqual([]);
  const before = await tabs.boundingBox();
  for (const [tab, heading] of [
    ["Test", "Send a test event"],
    ["Settings", "Edit"],
  ] as const) {
    await tabs.getByRole("link", { name: tab }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
  }
  await release();
  await tabs.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("region", { name: "Numbers" }).waitFor();
  await skeleton.waitFor({ state: "detached" });
  expect(await tabs.boundingBox()).toEqual(before);
});

test("the charts come after the page, in a place kept for them", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  await page.getByRole("link", { name: "Inspector", exact: true }).last().click();
  await page.getByRole("heading", { name: "Inspector", level: 1 }).waitFor();
  const { pathname } = new URL(page.url());
  const { release } = await slowTable("attempt");
  await page.goto(`${pathname}?range=1h`, { waitUntil: "commit" });
  await page.getByRole("status", { name: "Loading the charts" }).waitFor();
  await page.getByRole("heading", { name: "Over time" }).waitFor();
  await release();
  await page.getByRole("img", { name: /^Attempts in the last hour/ }).waitFor();
});

test("offline, what was typed stays: an action says so, and a dialog that can't be fetched is tried again", async () => {
  const page = await openPage({ as: "owner" });
  await page.goto(developers("webhooks"));
  await page.getByRole("region", { name: "Webhooks" }).locator('a[href*="/webhooks/wh_"]').first().click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const description = page.getByLabel("Description");
  await description.fill("Typed before the line went down");
  // What says so is fetched a moment after the page.
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Delete" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "The server could not be reached." });
  await notice.waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await description.inputValue()).toBe("Typed before the line went down");
  await page.context().setOffline(false);
  await notice.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("alertdialog", { name: "Delete this webhook?" }).waitFor();
  expect(await description.inputValue()).toBe("Typed before the line went down");
});

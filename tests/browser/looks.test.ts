import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { createWebhook, developers } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

const PHONE = { width: 360, height: 740 };
const WIDE = { width: 2560, height: 1300 };

/** The fixed pages, and one of each kind that hangs off a list. */
async function allPages(page: Page): Promise<string[]> {
  await page.goto(developers("webhooks"));
  const webhook = await hrefOf(page, "/webhooks/wh_");
  await page.goto(developers("inspector"));
  const inbox = await hrefOf(page, "/inspector/ibx_");
  return [
    ...["webhooks", "webhooks/new", "deliveries", "events", "catalogue", "inspector"].map((path) => developers(path)),
    ...[webhook, `${webhook}/logs`, `${webhook}/test`, `${webhook}/settings`, inbox],
    ...[developers("catalogue", "invoice.paid"), developers("integrations"), developers("keys")],
    ...["/acme/settings/workspace", "/acme/settings/members", "/acme/settings/roles"],
  ];
}

async function hrefOf(page: Page, part: string): Promise<string> {
  const link = page.getByRole("main").locator(`a[href*="${part}"]`).first();
  return (await link.getAttribute("href")) ?? "";
}

/** How many pixels wider than the window the page is. */
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([
  { name: "light, desktop", options: {} },
  { name: "dark, desktop", options: { colorScheme: "dark" as const } },
  { name: "light, 360 px", options: { viewport: PHONE } },
  { name: "dark, 2560 px", options: { colorScheme: "dark" as const, viewport: WIDE } },
])("$name", ({ options }) => {
  test("every page is accessible and fits the window", async () => {
    const page = await openPage({ as: "owner", ...options });
    for (const path of await allPages(page)) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      expect(await axe(page), path).toEqual([]);
      expect(await overflowOf(page), path).toBe(0);
    }
  }, 180_000);
});

test("sign-in, a missing page and an inbox's own address are accessible", async () => {
  const member = await openPage({ as: "viewer" });
  await member.goto(developers("inspector"));
  const inbox = await member
    .getByText(/\/inbox\/[\w-]{20,}$/)
    .first()
    .textContent();
  const page = await openPage();
  for (const path of ["/sign-in", "/no-such-workspace/x", inbox ?? ""]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await axe(page), path).toEqual([]);
  }
  await page.getByRole("link", { name: "Sign in to see what arrived" }).waitFor();
});

test("on a phone the navigation opens as a sheet and leads on", async () => {
  const page = await openPage({ as: "developer", viewport: PHONE });
  await page.goto(developers("webhooks"));
  await page.getByRole("button", { name: "Open navigation" }).click();
  const sheet = page.getByRole("dialog", { name: "Settings" });
  expect(await axe(page)).toEqual([]);
  await sheet.getByRole("link", { name: "Deliveries" }).click();
  await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
  await sheet.waitFor({ state: "hidden" });
});

test("on a phone the secret, the test and the code after creating a webhook fit the window", async () => {
  const page = await openPage({ as: "developer", viewport: PHONE });
  await createWebhook(page, { name: "Phone webhook", url: "https://phone.example.com/hook" });
  await page.getByRole("heading", { name: "3. Verify signatures" }).waitFor();
  expect(await overflowOf(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
});

test("the theme chosen in the user menu stays", async () => {
  const page = await openPage({ as: "developer" });
  await page.goto(developers("webhooks"));
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.reload();
  expect(await page.locator("html").getAttribute("class")).toContain("dark");
});

test("by keyboard alone: skip to the content, open a webhook", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  await page.locator('a[href*="/webhooks/wh_"]').first().waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  // Past the numbers and as many filters as the other tests' webhooks offer.
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    if (href?.includes("/webhooks/wh_")) break;
  }
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Overview" }).waitFor();
});

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers, EVENTUALLY, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

async function openPalette(page: Page) {
  // The page must be interactive before a key reaches it.
  await page
    .getByRole("button", { name: /^Notifications/ })
    .first()
    .waitFor();
  const palette = page.getByRole("dialog", { name: "Jump to" });
  await expect
    .poll(async () => {
      await page.keyboard.press("Control+k");
      return palette.isVisible();
    }, EVENTUALLY)
    .toBe(true);
  return palette;
}

test("by keyboard to a page, a webhook by its name, and a delivery by its id", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("catalogue"));
  const palette = await openPalette(page);
  const input = palette.getByRole("combobox");
  expect(await axe(page)).toEqual([]);
  expect(await palette.getByRole("option", { name: "Create webhook" }).count()).toBe(0);
  await input.fill("events");
  await palette.getByRole("option", { name: /^Events/ }).waitFor();
  // The list of before stays until the reader has stopped typing: it has this webhook, too.
  const asked = page.waitForResponse(/\/jump\?q=inspec$/);
  await input.fill("inspec");
  await asked;
  await palette
    .getByRole("group", { name: "Webhooks" })
    .getByRole("option", { name: /Inspector/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/webhooks\/wh_/);

  await publish([{ type: "customer.updated", data: {} }]);
  await page.goto(developers("deliveries"));
  const first = page.getByRole("region", { name: "Deliveries" }).locator("tbody tr").first();
  await first.getByRole("button").first().click();
  await page.waitForURL(/delivery=dlv_/);
  const id = new URL(page.url()).searchParams.get("delivery") ?? "";
  await page.goto(developers("webhooks"));
  await (await openPalette(page)).getByRole("combobox").fill(id);
  await palette.getByRole("option", { name: /^Delivery/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Delivery" }).getByText(id).waitFor();
});

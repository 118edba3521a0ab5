import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers, EVENTUALLY, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { startReceiver } from "#tests/support/receiver";

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
  // Of the list of before what matches stays until the reader has stopped typing: it has this webhook, too.
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

/** Moves on until this is what the keys go to. */
async function tabTo(page: Page, target: Locator) {
  await target.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  expect.unreachable(`the keyboard does not get to ${target}`);
}

test("to an event by its id, and to an action, which is done and tried without a mouse", async () => {
  await publish([{ type: "customer.updated", data: {} }]);
  const page = await openPage({ as: "developer" });
  await page.goto(developers("events"));
  const link = page.getByRole("region", { name: "Events" }).locator('a[href*="/events/evt_"]').first();
  const id = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
  const palette = await openPalette(page);
  await palette.getByRole("combobox").fill(id);
  await palette.getByRole("option", { name: /^Event/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/events/${id}$`));
  await page.getByRole("heading", { name: "customer.updated", level: 1 }).waitFor();

  await (await openPalette(page)).getByRole("combobox").fill("create webhook");
  await palette.getByRole("group", { name: "Do" }).getByRole("option", { name: "Create webhook" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Create webhook", level: 1 }).waitFor();

  // The picker says what a type means and shows a sample, also to the keyboard.
  await page.getByRole("button", { name: "Sample of invoice.paid" }).press("Enter");
  const sample = page.getByRole("dialog", { name: "invoice.paid" });
  await sample.getByText("An invoice was paid in full.").waitFor();
  await sample.getByText('"currency": "EUR"').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");

  const receiver = await startReceiver();
  await page.reload();
  await tabTo(page, page.getByLabel("URL"));
  await page.keyboard.type(receiver.url);
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.type("Made by keyboard");
  await tabTo(page, page.getByRole("checkbox", { name: "All events, also future ones" }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Create webhook" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Send test" }));
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Test result" }).getByText("Succeeded").waitFor();
  await tabTo(page, page.getByRole("link", { name: "Go to the webhook" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Made by keyboard" }).waitFor();
  await tabTo(page, page.getByRole("region", { name: "Deliveries" }).locator("tbody").getByRole("button"));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Delivery" }).getByText("#1 Test").waitFor();
});

test("what is typed right after the shortcut is not lost, though the palette's code is still on its way", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("catalogue"));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("inspector");
  const input = page.getByRole("dialog", { name: "Jump to" }).getByRole("combobox");
  await expect.poll(() => input.inputValue(), EVENTUALLY).toBe("inspector");
});

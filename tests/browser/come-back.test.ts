import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, EVENTUALLY, publish, setAnswer } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

test("a disabled webhook says why in the list, is tested, and comes back with what was held", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Back inbox");
  await setAnswer(page, inbox, "410");
  await createWebhook(page, { name: "Back webhook", url: inbox.url });
  await publish([{}]);
  const row = page.getByRole("row", { name: /Back webhook/ });
  await expect
    .poll(async () => {
      await page.goto(developers("webhooks"));
      await row.waitFor();
      return row.getByText(/Disabled .* The receiver answered 410 Gone/).count();
    }, EVENTUALLY)
    .toBe(1);
  await publish([{}, {}, {}]);
  expect(await axe(page)).toEqual([]);
  await row.getByRole("link", { name: "Test and resume" }).click();

  const dialog = page.getByRole("dialog", { name: "Test and resume" });
  await dialog.getByText("HTTP 410").waitFor();
  await dialog.getByRole("button", { name: "Resume anyway" }).waitFor();
  expect(await axe(page)).toEqual([]);
  const fixed = await openPage({ as: "owner" });
  await setAnswer(fixed, inbox, "200");
  await dialog.getByRole("button", { name: "Test again" }).click();
  await dialog.getByText("The receiver works again. 3 deliveries were held meanwhile").waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("radio", { name: /Leave them held/ }).click();
  await dialog.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("heading", { level: 1 }).getByText("Active").waitFor();

  await page.getByText("3 deliveries are held and can be sent later.").waitFor();
  await page.getByRole("button", { name: "Send held" }).click();
  const question = page.getByRole("alertdialog", { name: "Send what is held" });
  await question.getByRole("radio", { name: /Send all 3 deliveries/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await question.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL(/\/logs$/);
  await expect
    .poll(() => page.reload().then(() => page.getByText("Replayed 3 deliveries.").count()), EVENTUALLY)
    .toBe(1);
});

test("a paused webhook is tested without being resumed", async () => {
  const page = await openPage({ as: "developer" });
  const inbox = await createInbox(page, "Paused inbox");
  await createWebhook(page, { name: "Resting webhook", url: inbox.url });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("heading", { level: 1 }).getByText("Paused").waitFor();
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByText("This webhook is paused. The test is sent all the same").waitFor();
  await page.getByLabel("Data").fill('{"mine": ');
  await page.getByText(/^This is not valid JSON: /).waitFor();
  expect(await page.getByRole("button", { name: "Send test" }).isDisabled()).toBe(true);
  await page.getByLabel("Data").fill('{"mine": 1}');
  await page.getByText(/^This is not what .* looks like$/).waitFor();
  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Test result" });
  await result.getByText("HTTP 200").waitFor();
  await result.getByRole("tab", { name: "Request" }).click();
  await result.getByText("webhook-signature").waitFor();
  await result.getByText('"mine": 1').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("heading", { level: 1 }).getByText("Paused").waitFor();
});

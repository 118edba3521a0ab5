import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, EVENTUALLY, publish, setAnswer } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";

async function deliveryOf(
  eventId: string,
  webhook: string,
): Promise<{ id: string; status: string; attemptCount: number }> {
  const { apiKey } = app().demo.products.acme ?? expect.unreachable();
  const answer = await fetch(`${app().url}/api/v1/deliveries?event=${eventId}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  const { data } = await answer.json();
  return data.find(({ webhookName }: { webhookName: string }) => webhookName === webhook);
}

// Fault 34.
test("rotating once too often is refused in a sentence that says what to do", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Rotated inbox");
  await createWebhook(page, { name: "Rotated webhook", url: inbox.url });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const open = page.locator("#main").getByRole("button", { name: "Rotate secret" });
  for (let i = 0; i < 2; i++) {
    await open.click();
    await dialog.getByRole("button", { name: "Rotate secret" }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  await open.click();
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  await dialog.getByText("Two replaced secrets still sign beside the current one. End them now").waitFor();
  expect(await axe(page)).toEqual([]);
});

// What an attempt records, and what each failure is called.
test("a failed attempt shows its code, cause and remedy, who sent it, and the headers that were sent", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Failing inbox");
  await createWebhook(page, { name: "Failing webhook", url: inbox.url });
  await setAnswer(page, inbox, "500");
  const [event = ""] = await publish([{ data: { id: "inv_fail" } }]);
  await expect.poll(async () => (await deliveryOf(event, "Failing webhook")).attemptCount, EVENTUALLY).not.toBe(0);
  await page.goto(developers(`deliveries?delivery=${(await deliveryOf(event, "Failing webhook")).id}`));
  const sheet = page.getByRole("dialog");
  await sheet.getByText("The server failed").first().waitFor();
  for (const text of ["It answered 5xx", "Try this:", "server_error"]) await sheet.getByText(text).first().waitFor();
  await sheet.getByText("Sent by").first().waitFor();
  for (const name of ["host", "content-length", "webhook-signature"]) {
    // A retry puts its own card, with its tabs, before the one that was opened.
    await expect
      .poll(async () => {
        await sheet.getByRole("tab", { name: "Request" }).first().click();
        return sheet.getByText(name, { exact: true }).first().isVisible();
      }, EVENTUALLY)
      .toBe(true);
  }
  expect(await axe(page)).toEqual([]);
});

// Fault 48, checklist 8.
test.each([
  ["10,000 keys", `{${Array.from({ length: 10_000 }, (_, i) => `"k${i}":${i}`).join(",")}}`],
  ["one long word", JSON.stringify("s".repeat(250_000))],
  ["marks, joiners and right to left", '{"\u202eevil":"👩‍👩‍👧‍👦 e\u0301\u0301\u0301 \u202egnp.exe العربية"}'],
])("a payload of %s is shown as it is, and the page does not widen", async (name, data) => {
  const page = await openPage({ as: "owner", viewport: { width: 360, height: 800 } });
  const inbox = await createInbox(page, `Large ${name}`.slice(0, 40));
  const webhook = `Large ${name}`.slice(0, 40);
  await createWebhook(page, { name: webhook, url: inbox.url });
  const [event = ""] = await publish([{ data: JSON.parse(data) }]);
  await expect.poll(async () => (await deliveryOf(event, webhook)).status, EVENTUALLY).toBe("succeeded");
  await page.goto(developers(`deliveries?delivery=${(await deliveryOf(event, webhook)).id}`));
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("tab", { name: "Request" }).first().click();
  await sheet
    .getByText(data.length > 20_000 ? /KB: above the 20 KB/ : "evil")
    .filter({ visible: true })
    .first()
    .waitFor();
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(widths[0]).toBe(widths[1]);
});

import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, publish, setAnswer } from "#tests/browser/steps";
import { openPage } from "#tests/support/browser";

test("a newcomer signs in, creates a webhook, sees its secret once and watches a signed test event arrive", async () => {
  const page = await openPage();
  await page.goto("/");
  await page.getByRole("button", { name: "owner of acme" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();

  const inbox = await createInbox(page, "Newcomer's inbox");
  const secret = await createWebhook(page, { name: "Newcomer's webhook", url: inbox.url });
  expect(secret).toMatch(/^whsec_/);

  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Test result" });
  await result.getByText("Succeeded").waitFor();
  await result.getByText("HTTP 200").waitFor();

  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByText("Waiting for its first event").waitFor();
  expect(await page.content()).not.toContain(secret);

  await page.goto(inbox.path);
  await page.getByText("Signature valid").waitFor();
});

test("a failed delivery is diagnosed, and replayed in one click once the receiver works", async () => {
  const page = await openPage({ as: "developer" });
  const inbox = await createInbox(page, "Failing inbox");
  await setAnswer(page, inbox, "500");
  await createWebhook(page, { name: "Failing webhook", url: inbox.url });
  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Test result" });
  await result.getByText("The server failed").waitFor();
  await result.getByRole("link", { name: "Open delivery" }).click();

  const sheet = page.getByRole("dialog", { name: "Delivery" });
  // Refused for the milliseconds in which an attempt is in flight.
  await expect
    .poll(
      async () => {
        const cancel = sheet.getByRole("button", { name: "Cancel" });
        // It may be gone between the look and the click.
        if (await cancel.isVisible()) await cancel.click({ timeout: 1_000 }).catch(() => {});
        return sheet.getByText("Canceled", { exact: true }).isVisible();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  const address = page.url();

  await setAnswer(page, inbox, "200");
  await page.goto(address);
  await sheet.getByRole("button", { name: "Replay" }).click();
  await sheet.getByText("Succeeded").first().waitFor();
  await sheet.getByText(/#\d+ Replay/).waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  expect(page.url()).not.toContain("delivery=");
});

test("a published event appears in the events, with the deliveries it caused", async () => {
  const note = `needle-${Date.now()}`;
  const [id] = await publish([{ data: { note, html: "<img src=x onerror=alert(1)>" } }]);
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("events"));
  await page.getByLabel("Search by id, key or payload text").fill(note);
  await page.waitForURL(/q=needle/);
  await page.getByRole("main").locator(`a[href$="${id}"]`).click();
  await page.getByText("<img src=x onerror=alert(1)>").waitFor();
  await page.getByRole("table").getByText("Inspector").waitFor();
});

test("a wrong password and an unknown address are refused with the same words", async () => {
  const page = await openPage();
  for (const email of ["owner@acme.test", "nobody@acme.test"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The e-mail address or the password is wrong.").waitFor();
  }
});

test("signing out ends the session, and workspaces of others do not exist", async () => {
  const page = await openPage({ as: "admin" });
  const foreign = await page.goto("/kruncher/settings/developers/webhooks");
  expect(foreign?.status()).toBe(404);
  const data = await page.request.get("/api/dashboard/kruncher/deliveries/dlv_01m7xk30dmer79m5gpfqfk62sk");
  expect(data.status()).toBe(404);
  await page.goto(developers("webhooks"));
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await page.goto(developers("webhooks"));
  await page.getByRole("heading", { name: "Sign in to Posthorn" }).waitFor();
  await page.getByRole("button", { name: "admin of acme" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(new RegExp(`${developers("webhooks")}$`));
});

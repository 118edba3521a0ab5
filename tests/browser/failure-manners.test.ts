import { expect, test } from "vitest";
import { newId, parseId } from "#lib/ids";
import { createInbox, createWebhook, developers, EVENTUALLY, publish, setAnswer } from "#tests/browser/steps";
import { appDatabase } from "#tests/support/app-database";
import { axe, openPage } from "#tests/support/browser";

test("a webhook that Posthorn disables is told by the bell, and its page says how to come back", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Gone inbox");
  await setAnswer(page, inbox, "410");
  await createWebhook(page, { name: "Gone webhook", url: inbox.url });
  await publish([{}]);
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name: /Gone webhook/, level: 1 }).waitFor();
  const bell = page.getByRole("button", { name: /^Notifications: \d+ unread/ });
  await expect.poll(() => page.reload().then(() => bell.count()), EVENTUALLY).toBe(1);
  await page.getByText("Disabled by Posthorn").waitFor();
  await page.getByText(/410 Gone, which asks us to stop sending\. Correct the receiver, then resume/).waitFor();
  expect(await axe(page)).toEqual([]);

  await bell.click();
  const item = page.getByRole("link", { name: /“Gone webhook” was disabled/ });
  await item.waitFor();
  expect(await axe(page)).toEqual([]);
  await item.click();
  await page.getByRole("heading", { name: /Gone webhook/, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();

  // As the hourly review would leave it.
  const database = await appDatabase();
  await database.query(
    `INSERT INTO notification (id, workspace_id, kind, webhook_id, webhook_name, text)
     SELECT $1, workspace_id, 'webhook.failing', id, name, '“Gone webhook” has only failed for a day.' FROM webhook
      WHERE id = $2`,
    [newId(), parseId("webhook", /wh_\w+/.exec(page.url())?.[0] ?? "")],
  );
  const phone = await openPage({ as: "viewer", viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await phone.goto(developers("webhooks"));
  await phone.getByRole("button", { name: /^Notifications: \d+ unread/ }).click();
  await phone.getByRole("link", { name: /“Gone webhook” was disabled/ }).waitFor();
  expect(await axe(phone)).toEqual([]);
  await phone.getByRole("link", { name: /“Gone webhook” has only failed for a day/ }).click();
  await phone.getByRole("heading", { name: /Gone webhook/, level: 1 }).waitFor();
});

test("why a webhook fails and what to try is on the list, on its page, and one click from the failure itself", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Broken inbox");
  await setAnswer(page, inbox, "500");
  await createWebhook(page, { name: "Broken webhook", url: inbox.url });
  await publish([{}]);
  await page.goto(developers("webhooks"));
  const row = page
    .getByRole("region", { name: "Webhooks" })
    .getByRole("row", { name: /Broken webhook/ })
    .first();
  const reason = row.getByText("The server failed (500)");
  const reasons = async () => {
    await page.reload();
    await row.waitFor();
    return reason.count();
  };
  await expect.poll(reasons, EVENTUALLY).toBe(1);
  expect(await axe(page)).toEqual([]);

  await row.getByRole("link", { name: "Broken webhook" }).click();
  await page.getByText("Failing: the server failed (500)").waitFor();
  await page.getByText(/Try this: Look in the receiver's log/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "See the last failure" }).click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText("The server answered 500.").first().waitFor();
});

test("an open circuit is told in one sentence", async () => {
  const page = await openPage({ as: "owner" });
  await createWebhook(page, { name: "Away webhook", url: "http://127.0.0.1:9/hook" });
  await publish(Array(8).fill({}));
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name: /Away webhook/, level: 1 }).waitFor();
  const sentence = page.getByText("Held back: the server refused the connection");
  await expect.poll(() => page.reload().then(() => sentence.count()), EVENTUALLY).toBe(1);
  await page.getByText(/The next request goes out .* as a probe/).waitFor();
  expect(await axe(page)).toEqual([]);
});

test("retries, limits and the signature are set in the form, kept, and told on the overview", async () => {
  const page = await openPage({ as: "owner" });
  const secret = await createWebhook(page, { name: "Tuned webhook", url: "https://tuned.example.com/hook" });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByText("Advanced").click();
  await page.getByRole("textbox", { name: /^Rate limit/ }).fill("30");
  await page.getByRole("combobox", { name: "Unit of the rate limit" }).click();
  await page.getByRole("option", { name: "per minute" }).click();
  await page.getByLabel("Requests at once").fill("4");
  await page.getByRole("combobox", { name: "Retries" }).click();
  await page.getByRole("option", { name: "A list of delays" }).click();
  await page.getByLabel("Delays").fill("5s, 5 years");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("“5 years” is not a duration").waitFor();
  await page.getByLabel("Delays").fill("5s, 5m, 2h");
  await page.getByRole("combobox", { name: "Signature", exact: true }).click();
  await page.getByRole("option", { name: "Standard Webhooks (public key, ed25519)" }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Save changes" }).click();

  const dialog = page.getByRole("dialog", { name: "A new secret" });
  const publicKey = (await dialog.getByRole("group", { name: "Public key" }).textContent()) ?? "";
  expect(publicKey).toMatch(/^whpk_/);
  expect(await dialog.getByRole("group", { name: "Private key" }).textContent()).toMatch(/^whsk_/);
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.reload();
  await expect.poll(() => page.getByLabel("Delays").inputValue(), EVENTUALLY).toBe("5s, 5m, 2h");
  expect(await page.getByRole("textbox", { name: /^Rate limit/ }).inputValue()).toBe("30");
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText("after 5s, 5m, 2h").waitFor();
  await page.getByText("30 per minute").waitFor();
  await page.getByText("at most 4").waitFor();
  await page.getByText(publicKey).waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("a secret of one's own: on create, on rotate, and the previous one ended at once", async () => {
  const page = await openPage({ as: "developer" });
  const [first, second] = ["A", "B"].map((letter) => `whsec_${letter.repeat(40)}`);
  await page.goto(developers("webhooks", "new"));
  await page.getByLabel("URL").fill("https://own.example.com/hook");
  await page.getByLabel("Name", { exact: true }).fill("Own secret webhook");
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await page.getByText("Advanced").click();
  await page.getByLabel("Your own secret").fill("too short");
  await page.getByRole("button", { name: "Create webhook" }).click();
  await page.getByText("The secret must be whsec_ and 24 to 64 bytes in base64.").waitFor();
  await page.getByLabel("Your own secret").fill(first ?? "");
  await page.getByRole("button", { name: "Create webhook" }).click();
  const shown = page.getByRole("group", { name: "Signing secret" });
  await expect.poll(() => shown.textContent(), EVENTUALLY).toBe(first);

  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your own secret").fill("too short");
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  await dialog.getByText(/Your own secret must be whsec_/).waitFor();
  await dialog.getByLabel("Your own secret").fill(second ?? "");
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  expect(await dialog.getByRole("group", { name: "New secret" }).textContent()).toBe(second);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Reveal secret" }).click();
  const previous = page.getByRole("group", { name: "Previous secret" });
  expect(await previous.textContent()).toBe(first);
  expect(await axe(page)).toEqual([]);
  await page.getByText("Two secrets sign now").waitFor();
  await page.getByRole("button", { name: "End the previous one now" }).click();
  await previous.waitFor({ state: "detached" });
  await page.getByText("The previous secret has ended").waitFor();
});

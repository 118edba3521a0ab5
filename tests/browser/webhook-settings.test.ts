import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { SNIPPET_LANGUAGES } from "#lib/signing/snippets/languages";
import { createInbox, createWebhook, developers, EVENTUALLY, setAnswer } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { startReceiver } from "#tests/support/receiver";

test("the list is searched while one types, without losing the place", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  await page.getByLabel("Search by name or URL").click();
  await page.keyboard.type("no such ", { delay: 30 });
  await page.getByText("No webhook matches").waitFor();
  await page.keyboard.type("webhook", { delay: 30 });
  await page.waitForURL(/q=no(\+|%20)such(\+|%20)webhook/);
  expect(await page.getByLabel("Search by name or URL").inputValue()).toBe("no such webhook");
});

test("errors of the form stand at their fields, what was typed stays, and with them corrected there is a webhook", async () => {
  const receiver = await startReceiver();
  const page = await openPage({ as: "developer" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(developers("webhooks", "new"));
  const url = page.getByLabel("URL");
  await url.fill("ftp://example.com");
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("Host");
  await page.getByRole("button", { name: "Create webhook" }).click();
  await page.getByText("The URL must begin with https://").waitFor();
  await page.getByText("The name is required.").waitFor();
  await page.getByText("Choose at least one event type.").waitFor();
  await page.getByText("The header is set by Posthorn and can't be changed.").waitFor();
  expect(await url.getAttribute("aria-invalid")).toBe("true");
  expect(await url.inputValue()).toBe("ftp://example.com");

  // The address is looked at while it is typed.
  await url.fill("https://192.168.1.7/hook");
  await page.getByText("192.168.1.7 looks private. Requests to private addresses are blocked.").waitFor();
  await url.fill("https://shop.example.com/hook");
  await page.getByText("Encrypted, public address.").waitFor();
  await url.fill(receiver.url);
  await page.getByText("This machine: allowed in the demo.").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Everything chosen");

  const group = page.getByRole("region", { name: "Invoices" });
  await page.getByLabel("Search events").fill("invoice paid");
  await page.getByRole("region", { name: "Customers" }).waitFor({ state: "detached" });
  await group.getByRole("button", { name: "Sample of invoice.paid" }).hover();
  await page.getByRole("dialog", { name: "invoice.paid" }).getByText("An invoice was paid in full.").waitFor();
  await page.getByLabel("Search events").fill("");
  // What is kept from this role is there, and can't be chosen.
  const hidden = page.getByRole("region", { name: "Team" }).getByRole("listitem");
  await hidden.getByText("needs the role admin").waitFor();
  expect(await hidden.getByRole("checkbox").isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await page.getByText("All events", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await group.getByRole("checkbox", { name: "Invoices" }).click();
  const types = await group.getByRole("listitem").count();
  await page.getByText(`${types} events selected`).waitFor();
  await group.getByRole("checkbox", { name: /^invoice\.overdue/ }).click();
  await page.getByText(`${types - 1} events selected`).waitFor();

  await page.getByLabel("Name of header 1").fill("X-Team");
  await page.getByLabel("Value of header 1").fill("growth");
  await page.getByText("Advanced").click();
  await page.getByLabel("Timeout in seconds").fill("7.5");
  await page.getByRole("switch", { name: "Keep the order of events" }).click();
  await page.getByRole("button", { name: "Create webhook" }).click();

  await page.getByRole("button", { name: "Copy signing secret" }).click();
  const secret = (await page.getByRole("group", { name: "Signing secret" }).textContent()) ?? "";
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), EVENTUALLY).toBe(secret);
  const languages = page.getByRole("tablist", { name: "Language" }).getByRole("tab");
  expect(await languages.allTextContents()).toEqual(Object.values(SNIPPET_LANGUAGES));
  for (const language of Object.values(SNIPPET_LANGUAGES)) {
    await languages.getByText(language, { exact: true }).click();
    const code = page.getByRole("region", { name: `${language} code` });
    expect(await code.textContent(), language).toContain("webhook-signature");
  }
  await page.getByRole("button", { name: "Send test" }).click();
  await page.getByRole("region", { name: "Test result" }).getByText("Succeeded").waitFor();
  const [sent] = receiver.requests;
  expect(sent?.headers["x-team"]).toBe("growth");
  expect(() => new Webhook(secret).verify(sent?.body ?? "", sent?.headers as Record<string, string>)).not.toThrow();

  await page.getByRole("link", { name: "Go to the webhook" }).click();
  const setup = page.getByRole("region", { name: "Set-up" });
  for (const text of ["7.5 s", "Kept", "X-Team", "invoice.paid"])
    await setup.getByText(text, { exact: true }).waitFor();
  expect(await setup.textContent()).not.toContain("invoice.overdue");

  // What a header's value was is not shown again; another can be given.
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByPlaceholder("•••••••• (kept)").fill("sales");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect.poll(() => receiver.requests[1]?.headers["x-team"], EVENTUALLY).toBe("sales");
});

test("an owner edits, reveals, rotates, pauses, resumes and deletes a webhook", async () => {
  const page = await openPage({ as: "owner" });
  const inbox = await createInbox(page, "Settings inbox");
  const secret = await createWebhook(page, { name: "Settings webhook", url: inbox.url });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).click();

  await page.getByLabel("Name", { exact: true }).fill("Renamed webhook");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("heading", { name: "Renamed webhook", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Reveal secret" }).click();
  const shown = page.getByRole("group", { name: "Signing secret" });
  expect(await shown.textContent()).toBe(secret);

  await page.getByRole("button", { name: "Rotate secret" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Overlap" }).click();
  await page.getByRole("option", { name: "Another length of time" }).click();
  await dialog.getByLabel("Length of the overlap: unit").click();
  await page.getByRole("option", { name: "days", exact: true }).click();
  await dialog.getByLabel("Length of the overlap: amount").fill("8");
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  await dialog.getByText("the overlap is 7 days at most").waitFor();
  await dialog.getByLabel("Length of the overlap: amount").fill("2.5");
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  const fresh = await dialog.getByRole("group", { name: "New secret" }).textContent();
  expect(fresh).toMatch(/^whsec_/);
  expect(fresh).not.toBe(secret);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByText("Two secrets sign now").waitFor();
  await page.getByText(/The previous secret ends in (60 h|59 h|2 d)/).waitFor();

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("heading", { level: 1 }).getByText("Paused").waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("heading", { level: 1 }).getByText("Active").waitFor();

  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  expect(await question.getByRole("button", { name: "Delete webhook" }).isDisabled()).toBe(true);
  await question.getByLabel(/Type/).fill("Renamed webhook");
  await question.getByRole("button", { name: "Delete webhook" }).click();
  await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
  await page.getByLabel("Search by name or URL").fill("Renamed webhook");
  await page.getByText("No webhook matches").waitFor();
});

test("a viewer may look at everything and is offered nothing to change", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  await page.getByRole("link", { name: "Inspector", exact: true }).last().click();
  await page.getByRole("heading", { name: "Inspector", level: 1 }).waitFor();
  const base = new URL(page.url()).pathname;
  const controls = /^(create|replay|reveal|rotate|send|pause|resume|delete|save|clear|select all)\b/i;
  for (const path of [
    developers("webhooks"),
    base,
    `${base}/settings`,
    developers("deliveries"),
    developers("inspector"),
  ]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const main = page.getByRole("main");
    expect(await main.getByRole("button", { name: controls }).count(), path).toBe(0);
    expect(await main.getByRole("link", { name: /create/i }).count(), path).toBe(0);
    expect(await main.getByRole("checkbox").count(), path).toBe(0);
  }
  await page.goto(developers("webhooks", "new"));
  await page.getByText("Your role may not create webhooks").waitFor();
  expect((await page.goto(`${base}/test`))?.status()).toBe(404);
});

test("a URL is tried on request, before there is a webhook", async () => {
  const page = await openPage({ as: "developer" });
  const inbox = await createInbox(page, "Tried");
  await setAnswer(page, inbox, "400");
  await page.goto(developers("webhooks", "new"));
  const button = page.getByRole("button", { name: "Try this URL" });
  expect(await button.isDisabled()).toBe(true);
  await page.getByLabel("URL").fill(inbox.url);
  await button.click();
  await page.getByText(/^Reached: it answered 400 in .* Right so, for nothing was signed\.$/).waitFor();
  await page.getByLabel("URL").fill("http://10.0.0.1/hook");
  await page.getByText(/^Reached/).waitFor({ state: "detached" });
  await button.click();
  await page.getByText(/^Not reached: /).waitFor();
  expect(await axe(page)).toEqual([]);
});

test.each(["new", "edit"])("who leaves what they typed is asked first: %s", async (form) => {
  const page = await openPage({ as: "developer" });
  if (form === "edit") {
    await createWebhook(page, { name: "Guarded webhook", url: "https://guarded.example.com/hook" });
    await page.getByRole("link", { name: "Go to the webhook" }).click();
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByRole("button", { name: "Save changes" }).waitFor();
  } else await page.goto(developers("webhooks", "new"));
  const { pathname } = new URL(page.url());
  await page.getByLabel("Description").fill("Not saved");
  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("link", { name: "Deliveries" }).click();
  expect(new URL(page.url()).pathname).toBe(pathname);
  expect(await page.getByLabel("Description").inputValue()).toBe("Not saved");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("link", { name: "Deliveries" }).click();
  await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
});

test("two people edit the same webhook: the second is told, and nothing is overwritten", async () => {
  const first = await openPage({ as: "owner" });
  await createWebhook(first, { name: "Shared webhook", url: "https://shared.example.com/hook" });
  await first.getByRole("link", { name: "Go to the webhook" }).click();
  await first.getByRole("link", { name: "Settings", exact: true }).click();
  await first.getByRole("button", { name: "Save changes" }).waitFor();
  const second = await openPage({ as: "admin" });
  await second.goto(new URL(first.url()).pathname);
  await second.getByLabel("Description").fill("The admin was here");
  await second.getByRole("button", { name: "Save changes" }).click();
  await second.getByText("Saved").waitFor();
  await first.getByLabel("Name", { exact: true }).fill("Overwritten");
  await first.getByRole("button", { name: "Save changes" }).click();
  await first.getByText("Somebody else changed this webhook meanwhile").waitFor();
  expect(await first.getByLabel("Name", { exact: true }).inputValue()).toBe("Overwritten");
  await first.reload();
  await expect.poll(() => first.getByLabel("Description").inputValue(), EVENTUALLY).toBe("The admin was here");
  expect(await first.getByLabel("Name", { exact: true }).inputValue()).toBe("Shared webhook");
});

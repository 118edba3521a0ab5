import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, EVENTUALLY, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";

const run = promisify(execFile);

/** A Chromium without windows asks nobody, and refuses. */
const allowClipboard = (page: Page) => page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

test("an inbox gives a sequence of answers, one per request, and a request is copied as a fixture", async () => {
  const page = await openPage({ as: "developer" });
  await allowClipboard(page);
  const { url, path } = await createInbox(page, unique("Scripted"));
  await page.getByRole("button", { name: "Add an answer" }).click();
  await page.getByRole("button", { name: "Add an answer" }).click();
  await page.getByRole("combobox", { name: "Answer 2", exact: true }).click();
  await page.getByRole("option", { name: "429" }).click();
  await page.getByRole("combobox", { name: "When answer 2 is given" }).click();
  await page.getByRole("option", { name: "After 1 second" }).click();
  expect(await axe(page)).toEqual([]);
  await expect
    .poll(async () => {
      await page.goto(path);
      return page.getByRole("combobox", { name: "Answer 2", exact: true }).textContent();
    }, EVENTUALLY)
    .toContain("429");
  const send = () => fetch(url, { method: "POST", headers: { "x-team": "blue" }, body: '{"a":"é"}' });
  expect((await send()).status).toBe(500);
  const startedAt = Date.now();
  expect((await send()).status).toBe(429);
  // By its own clock, which may round.
  expect(Date.now() - startedAt).toBeGreaterThan(990);
  expect((await send()).status).toBe(200);

  await page.getByText("answered 429").waitFor();
  await page.getByText("answered 200").click();
  if ((await page.getByRole("button", { name: "Copy as test fixture" }).count()) === 0) {
    await page.getByText("answered 200").click();
  }
  await page.getByRole("tab", { name: "Headers" }).click();
  await page.getByText("x-team", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Copy as test fixture" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  expect(JSON.parse(await copied(page))).toMatchObject({
    method: "POST",
    headers: { "x-team": "blue" },
    body: '{"a":"é"}',
  });
  await page.getByRole("button", { name: "Remove answer 2" }).click();
  await page.getByRole("combobox", { name: "Answer 2", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Remove answer 1" }).click();
  await page.getByRole("radio", { name: "Never" }).click();
  await expect
    .poll(async () => {
      const hung = await fetch(url, { method: "POST", signal: AbortSignal.timeout(1_000) }).catch(() => null);
      return hung?.status ?? "nothing";
    }, EVENTUALLY)
    .toBe("nothing");
  await page.getByText("not answered").first().waitFor();

  // Beside the other inboxes, with what it is told to answer.
  await page.goto(developers("inspector"));
  expect(await page.getByRole("main").locator('a[href*="/inspector/ibx_"]').count()).toBeGreaterThan(1);
  await page.getByRole("main").locator(`a[href="${path}"]`).waitFor();
});

test("an attempt is made again by the command that was copied and from its event, and its answer is saved as a file", async () => {
  const page = await openPage({ as: "owner" });
  await allowClipboard(page);
  const inbox = await createInbox(page, unique("Copied"));
  const { apiKey } = productOf("acme");
  await ask(apiKey, "PUT", `/inboxes/${inbox.path.split("/").at(-1)}/answer`, { body: "Dänke\r\n" });
  const name = unique("Copied webhook");
  await createWebhook(page, { name, url: inbox.url });
  const text = unique("it's $HOME");
  await publish([{ type: "customer.created", data: { text } }]);
  await page.goto(inbox.path);
  await page.getByText("Signature valid").waitFor();

  await page.goto(developers("deliveries"));
  const row = page.getByRole("region", { name: "Deliveries" }).locator("tbody tr", { hasText: name });
  await row.getByText("customer.created").click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  const save = sheet.getByRole("button", { name: "Download" });
  const [file] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(file.suggestedFilename()).toMatch(/^response-att_\w+$/);
  expect(await readFile(await file.path(), "utf8")).toBe("Dänke\r\n");
  await sheet.getByRole("tab", { name: "Request" }).click();
  await sheet.getByText("The bytes that were signed").click();
  await expect
    .poll(() => sheet.getByRole("region", { name: "Signed bytes", exact: true }).textContent(), EVENTUALLY)
    .toMatch(/^evt_\w+\.\d{10}\.\{"type":"customer\.created"/);
  expect(await axe(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Copy as curl" }).click();
  await sheet.getByRole("button", { name: "Copied" }).waitFor();
  await run("sh", ["-c", await copied(page)]);

  // From its event's page it is sent again to this one webhook, which is asked first: it has succeeded.
  await sheet.getByRole("link", { name: /^evt_/ }).click();
  await page.getByRole("heading", { level: 1, name: "customer.created" }).waitFor();
  await page.getByRole("region", { name: "Deliveries" }).getByRole("button", { name }).click();
  await sheet.getByRole("button", { name: "Replay" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send again" }).click();
  await sheet.getByText("#2 Replay").waitFor();

  await page.goto(inbox.path);
  await expect.poll(() => page.getByText("Signature valid").count(), EVENTUALLY).toBe(3);
});

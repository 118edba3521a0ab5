import type { Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { app } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";

/** For `expect.poll`, whose own second is too short on a busy machine. */
export const EVENTUALLY = { timeout: 40_000 };

const DEVELOPERS = "/acme/settings/developers";

/** The pages of Settings > Developers in the demo workspace. */
export const developers = (...rest: string[]) => [DEVELOPERS, ...rest].join("/");

/** Makes an inbox by hand and stays on its page. @returns its URL and the page's path */
export async function createInbox(page: Page, name: string): Promise<{ url: string; path: string }> {
  await page.goto(developers("inspector"));
  await page.getByRole("button", { name: "Create inbox" }).click();
  const dialog = page.getByRole("dialog", { name: "Create inbox" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create inbox" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  const url =
    (await page
      .getByText(/\/inbox\/[\w-]{20,}$/)
      .first()
      .textContent()) ?? "";
  return { url, path: new URL(page.url()).pathname };
}

/** Creates a webhook for every event by hand and stays on the page that shows its secret. @returns the secret */
export async function createWebhook(page: Page, { name, url }: { name: string; url: string }): Promise<string> {
  await page.goto(developers("webhooks", "new"));
  await page.getByLabel("URL").fill(url);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await page.getByRole("button", { name: "Create webhook" }).click();
  const secret = page.getByRole("group", { name: "Signing secret" });
  await secret.waitFor();
  return (await secret.textContent())?.trim() ?? "";
}

/** A webhook made as a program does, which goes when the test ends: its receiver goes with the file. */
export async function webhookByApi(input: { name: string; url: string } & Record<string, unknown>) {
  const { apiKey } = productOf("acme");
  const webhook = await ask(apiKey, "POST", "/webhooks", { eventTypes: ["*"], ...input });
  onTestFinished(() => ask(apiKey, "DELETE", `/webhooks/${webhook.id}`));
  return webhook;
}

/** Tells the inbox whose page is open what to answer, and waits until it does. */
export async function setAnswer(page: Page, inbox: { url: string; path: string }, label: string): Promise<void> {
  await page.goto(inbox.path);
  await page.getByRole("radio", { name: label }).click();
  const status = Number(label.slice(0, 3));
  await expect
    .poll(() => fetch(inbox.url, { method: "POST" }).then((answer) => answer.status), EVENTUALLY)
    .toBe(status);
}

/** Publishes to the demo workspace that roles sign in to. @returns the events' ids */
export async function publish(events: { type?: string; data?: unknown; tenant?: string }[]): Promise<string[]> {
  const { publishKey, workspace } = app().demo.products.acme ?? expect.unreachable();
  const answer = await fetch(`${app().url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${publishKey}`, "content-type": "application/json" },
    body: JSON.stringify(events.map((event) => ({ workspace, type: "invoice.paid", data: {}, ...event }))),
  });
  expect(answer.status).toBe(202);
  const { data }: { data: { id: string }[] } = await answer.json();
  return data.map(({ id }) => id);
}

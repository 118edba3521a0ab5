import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers, EVENTUALLY, publish, webhookByApi } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { startReceiver, status } from "#tests/support/receiver";

/** Rows on a page. */
const PAGE = 25;

const rows = (page: Page) => page.getByRole("region", { name: "Deliveries" }).locator("tbody tr");

/** Publishes events that only a search for the note they carry finds, and opens their deliveries. @returns the note */
async function openLog(page: Page, count: number): Promise<string> {
  const note = `note-${crypto.randomUUID()}`;
  await publish(Array.from({ length: count }, (_, n) => ({ type: "customer.updated", data: { note, n } })));
  await page.goto(`${developers("deliveries")}?q=${note}`);
  await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
  // Webhooks of other tests may receive them too.
  const only = page.getByRole("combobox", { name: "Webhook" });
  await only.click();
  // The address changes before the list does.
  const read = page.waitForResponse((response) => /webhook=wh_.*_rsc=/.test(response.url()));
  await page.getByRole("option", { name: "Inspector", exact: true }).click();
  await read;
  await page.locator(".animate-spin").waitFor({ state: "detached" });
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(Math.min(count, PAGE));
  return note;
}

test("the list is read page by page, there and back, whatever arrives meanwhile, and keeps its filters", async () => {
  const page = await openPage({ as: "viewer" });
  const note = await openLog(page, 30);
  const older = page.getByRole("link", { name: "Older" });
  await expect.poll(() => older.getAttribute("href"), EVENTUALLY).toContain("webhook=wh_");
  await publish([{ type: "customer.updated", data: { note } }]);
  await older.click();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(5);
  expect(page.url()).toMatch(/webhook=wh_.*cursor=|cursor=.*webhook=wh_/);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(25);

  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Failed" }).click();
  await page.getByText("No delivery matches").waitFor();
  await page.reload();
  await page.getByText("No delivery matches").waitFor();
  expect(page.url()).not.toContain("cursor=");
});

test("several are chosen and sent again at once", async () => {
  const page = await openPage({ as: "developer" });
  await openLog(page, 3);
  // One that is in flight can't be replayed.
  await page.getByRole("switch", { name: "Live" }).click();
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(3);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByText("3 selected").waitFor();
  await page.getByRole("button", { name: "Replay selected" }).click();
  await page.getByText("3 have succeeded before").waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("3 deliveries sent again").waitFor();
});

test("all that matches is counted, asked for twice where it succeeded, and sent again under the reader's eyes", async () => {
  const page = await openPage({ as: "developer" });
  await openLog(page, 4);
  await page.getByRole("switch", { name: "Live" }).click();
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(4);
  await page.getByRole("switch", { name: "Live" }).click();
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay deliveries" });
  await dialog.getByText("4 deliveries, the oldest from").waitFor();
  const start = dialog.getByRole("button", { name: "Replay 4 deliveries" });
  expect(await start.isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("checkbox").click();
  await start.click();
  await page.getByRole("region", { name: "Replays" }).getByText("Replayed 4 deliveries.").waitFor(EVENTUALLY);
  expect(await axe(page)).toEqual([]);
});

test("what failed is found by its error, sent again from its row, and the rest by a replay of all that failed since", async () => {
  const receiver = await startReceiver(status(500));
  const { id } = await webhookByApi({
    name: "Fails at once",
    url: receiver.url,
    eventTypes: ["customer.updated"],
    retrySchedule: { delaysSeconds: [] },
  });
  const page = await openPage({ as: "developer" });
  await page.goto(`${developers("webhooks", id, "logs")}?live=true`);
  await publish(Array(3).fill({ type: "customer.updated" }));
  await expect.poll(() => rows(page).getByText("Failed", { exact: true }).count(), EVENTUALLY).toBe(3);
  receiver.answerWith((response) => response.end("ok"));
  await rows(page)
    .first()
    .getByRole("button", { name: /^Replay customer\.updated/ })
    .click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText("#2 Replay").waitFor();
  await sheet.getByText("Succeeded").first().waitFor();
  // Of the first attempt, which had to connect.
  expect(await sheet.getByLabel("Timings").last().locator("dt").allTextContents()).toEqual(
    expect.arrayContaining(["Connect", "Waiting", "Total"]),
  );
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("combobox", { name: "Error" }).click();
  await page.getByRole("option", { name: "The server failed" }).click();
  await page.waitForURL(/error=server_error/);
  await page.keyboard.press("Escape");
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);

  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay deliveries" });
  await dialog.getByRole("radio", { name: /^All that failed/ }).click();
  await dialog.getByRole("combobox", { name: "Failed since" }).click();
  await page.getByRole("option", { name: "Last hour" }).click();
  await dialog.getByText("2 deliveries, the oldest from").waitFor();
  await dialog.getByRole("combobox", { name: "Speed" }).click();
  await page.getByRole("option", { name: "50 per second" }).click();
  await dialog.getByRole("button", { name: "Replay 2 deliveries" }).click();
  await page.getByRole("region", { name: "Replays" }).getByText("Replayed 2 deliveries.").waitFor(EVENTUALLY);
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(6);

  const bell = page.getByRole("button", { name: /^Notifications: \d+ unread/ });
  await expect.poll(() => page.reload().then(() => bell.count()), EVENTUALLY).toBe(1);
  await bell.click();
  await page.getByRole("link", { name: /The replay of “Fails at once” is done: 2 deliveries were sent again/ }).click();
  await page.getByRole("heading", { level: 1, name: "Fails at once" }).waitFor();
});

test("events that a webhook missed are sent to it, from its own page", async () => {
  const page = await openPage({ as: "developer" });
  await publish([{ type: "customer.created", data: { missed: true } }]);
  const receiver = await startReceiver();
  const { id } = await webhookByApi({ name: "Came late", url: receiver.url });
  await page.goto(developers("webhooks", id, "logs"));
  await page.getByText("Nothing has been sent yet").waitFor();
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay deliveries" });
  await dialog.getByRole("radio", { name: /Events it missed/ }).click();
  await dialog.getByRole("combobox", { name: "Missed since" }).click();
  await page.getByRole("option", { name: "Last hour" }).click();
  await dialog.getByRole("combobox", { name: "Speed" }).click();
  await page.getByRole("option", { name: "500 per second" }).click();
  await dialog.getByRole("button", { name: /^Replay \d+\+? deliver/ }).click();
  await rows(page).first().waitFor();
});

test("a replay can be canceled, and a viewer may only watch", async () => {
  const page = await openPage({ as: "developer" });
  // Half a minute's replay, so that it still runs when it is canceled.
  await openLog(page, 300);
  await page.getByRole("switch", { name: "Live" }).click();
  await expect.poll(() => rows(page).getByText("Succeeded").count(), EVENTUALLY).toBe(PAGE);
  const viewer = await openPage({ as: "viewer" });
  await viewer.goto(developers("deliveries"));
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay deliveries" });
  await dialog.getByRole("combobox", { name: "Speed" }).click();
  await page.getByRole("option", { name: "10 per second" }).click();
  await dialog.getByRole("checkbox").click();
  await dialog.getByRole("button", { name: /^Replay \d+ deliveries/ }).click();
  const replays = page.getByRole("region", { name: "Replays" });
  await replays.getByRole("progressbar").waitFor(EVENTUALLY);

  await viewer.reload();
  await viewer
    .getByRole("region", { name: "Replays" })
    .getByText(/Replaying|Replayed/)
    .first()
    .waitFor(EVENTUALLY);
  expect(await viewer.getByRole("button", { name: /Replay|Cancel/ }).count()).toBe(0);

  await replays.getByRole("button", { name: "Cancel replay" }).click();
  await replays.getByText(/Replay canceled after \d+ of \d+ deliveries/).waitFor(EVENTUALLY);
});

test("the open delivery is in the address: a link leads to it, back closes it, and it leads on to its event", async () => {
  const page = await openPage({ as: "viewer" });
  await openLog(page, 1);
  await rows(page).getByRole("button", { name: "customer.updated" }).click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText(/#1 First attempt/).waitFor();
  expect(await axe(page)).toEqual([]);
  const address = page.url();
  await page.goBack();
  await sheet.waitFor({ state: "hidden" });
  await page.goto(address);
  await sheet.getByText(/#1 First attempt/).waitFor();
  // A viewer's.
  expect(await sheet.getByRole("button", { name: /^(Replay|Send|Cancel)/ }).count()).toBe(0);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await sheet.getByRole("button", { name: "Copy delivery id" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()), EVENTUALLY)
    .toBe(new URL(address).searchParams.get("delivery"));
  await sheet.getByRole("link", { name: /^evt_/ }).click();
  await page.getByRole("heading", { level: 1, name: "customer.updated" }).waitFor();
  await rows(page).getByRole("button", { name: "Inspector", exact: true }).waitFor();

  // A link that is opened in the background is read once somebody looks.
  const look = (state: string) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  await page.addInitScript(look, "hidden");
  await page.goto(address);
  await sheet.getByRole("status", { name: "Loading the delivery" }).waitFor();
  await page.evaluate(look, "visible");
  await sheet.getByText(/#1 First attempt/).waitFor();
});

test("Live shows what arrives without a reload, also in a list that was empty", async () => {
  const page = await openPage({ as: "viewer" });
  const note = `note-${crypto.randomUUID()}`;
  await page.goto(`${developers("deliveries")}?q=${note}&live=true`);
  await page.getByText("No delivery matches").waitFor();
  await publish([{ type: "invoice.overdue", data: { note } }]);
  await rows(page).first().waitFor();
});

test("a signature is verified as its receiver would, and what differs is said in plain words", async () => {
  const page = await openPage({ as: "owner" });
  await openLog(page, 1);
  await page.getByRole("switch", { name: "Live" }).click();
  await rows(page).getByText("Succeeded").waitFor();
  await rows(page).getByText("customer.updated").click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByRole("tab", { name: "Request" }).click();
  await sheet.getByRole("button", { name: "Verify signature" }).click();
  const dialog = page.getByRole("dialog", { name: "Verify signature" });
  const verify = dialog.getByRole("button", { name: "Verify", exact: true });
  await verify.click();
  await dialog.getByText("Signature valid").waitFor();
  expect(await axe(page)).toEqual([]);

  const body = dialog.getByLabel("Body", { exact: true });
  await body.fill(JSON.stringify(JSON.parse(await body.inputValue()), null, 2));
  await expect.poll(() => dialog.getByText("Signature valid").count(), EVENTUALLY).toBe(0);
  await verify.click();
  await dialog.getByText("it was parsed and written again").waitFor();
  await dialog.getByLabel("Secret").fill(`whsec_${Buffer.alloc(32, 1).toString("base64")}`);
  await verify.click();
  await dialog.getByText("This is not a secret that the webhook has now").waitFor();
  expect(await axe(page)).toEqual([]);
});

test("in a wide window what was sent and what came back stand side by side", async () => {
  const page = await openPage({ as: "owner", viewport: { width: 1920, height: 1000 } });
  await openLog(page, 1);
  await rows(page).getByText("customer.updated").first().click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByRole("heading", { name: "Request", exact: true }).first().waitFor();
  await sheet.getByRole("heading", { name: "Response", exact: true }).first().waitFor();
  expect(await sheet.getByRole("tab").count()).toBe(0);
  expect(await axe(page)).toEqual([]);
});

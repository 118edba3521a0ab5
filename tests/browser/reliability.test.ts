import { expect, test } from "vitest";
import { createInbox, createWebhook, developers, EVENTUALLY, publish, webhookByApi } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";
import { startReceiver, status } from "#tests/support/receiver";

type Delivery = { id: string; status: string; attemptCount: number; webhookName: string };

/** An event's delivery to the webhook of this name. */
async function deliveryOf(eventId: string, webhook: string): Promise<Delivery | undefined> {
  const { data } = await ask(apiKey(), "GET", `/deliveries?event=${eventId}`);
  return data.find(({ webhookName }: Delivery) => webhookName === webhook);
}

const apiKey = () => productOf("acme").apiKey;

const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

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
test("a failure is told with its code, cause and remedy, when it is tried again, and what was sent; and mended by hand", async () => {
  const receiver = await startReceiver(status(500));
  const webhook = await webhookByApi({
    name: unique("Failing"),
    url: receiver.url,
    retrySchedule: { delaysSeconds: [3_600, 3_600] },
  });
  const [event = ""] = await publish([{ data: { id: "inv_fail" } }]);
  await expect.poll(async () => (await deliveryOf(event, webhook.name))?.attemptCount, EVENTUALLY).toBe(1);
  const page = await openPage({ as: "owner" });
  const overview = developers("webhooks", webhook.id);
  await page.goto(overview);
  await page.getByText("Failing: the server failed (500)").waitFor();
  await page
    .getByText(/^(It began|\d+ attempts in a row failed, the first) .*\. Next try in .*\. 1 delivery waits\.$/)
    .waitFor();
  await page.getByRole("region", { name: "Deliveries" }).getByRole("button", { name: "invoice.paid" }).click();
  const sheet = page.getByRole("dialog", { name: "Delivery" });
  await sheet.getByText("The server failed").first().waitFor();
  for (const text of ["It answered 5xx", "Try this:", "server_error"]) await sheet.getByText(text).first().waitFor();
  // An hour, with the schedule's jitter.
  await sheet.getByText(/^Next attempt in (\d\d min|1 h)/).waitFor();
  await sheet.getByText("Sent by").waitFor();
  await sheet.getByRole("tab", { name: "Request" }).click();
  for (const name of ["host", "content-length", "webhook-signature"])
    await sheet.getByText(name, { exact: true }).waitFor();
  const body = sheet.getByRole("region", { name: "Request body" });
  expect(await body.textContent()).toContain('\n    "id": "inv_fail"');
  await sheet.getByRole("button", { name: "Show exact bytes" }).click();
  expect(await body.textContent()).toBe(receiver.requests[0]?.body);
  expect(await axe(page)).toEqual([]);

  receiver.answerWith((response) => response.end("ok"));
  await sheet.getByRole("button", { name: "Send now" }).click();
  await sheet.getByText("Succeeded").first().waitFor();
  await sheet.getByText(/^#2 /).waitFor();
  await page.goto(overview);
  await page.getByText("Delivering normally").waitFor();
  expect(receiver.requests.map((request) => request.body)).toEqual(Array(2).fill(receiver.requests[0]?.body));
});

/** What runs, or turns what is shown around, wherever it is not taken for text. */
const EVIL = `</textarea></script><script>pwned=1</script><img src=x onerror="pwned=1">\u202egnp.exe\u001b[31mred`;
const NOT_UTF8 = Buffer.concat([Buffer.from(EVIL), Buffer.from([0xff, 0xfe, 0xc3])]);

const HOSTILE = [
  { name: "text that would like to run", data: { [EVIL]: EVIL }, answer: EVIL, shown: "gnp.exe", came: /gnp\.exe/ },
  {
    name: "10,000 keys",
    data: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i])),
    answer: EVIL.repeat(400),
    shown: "k9999",
    came: /Cut off here/,
  },
  { name: "one long word", data: "s".repeat(250_000), answer: "w".repeat(16_384), shown: "sssss", came: /wwwww/ },
  {
    name: "marks, joiners and right to left",
    data: { "\u202eevil": "👩‍👩‍👧‍👦 e\u0301\u0301\u0301 \u202egnp.exe العربية" },
    answer: NOT_UTF8,
    shown: "العربية",
    came: /Not text: shown as base64/,
  },
];

// Fault 48 and 52, checklist 8. What the Content-Security-Policy stops fails the test, too.
test("what is hostile is shown as it is: on a delivery, its event and in the Inspector, and no page widens", async () => {
  let answer: string | Buffer = "";
  const receiver = await startReceiver((response) => {
    response.writeHead(200, { "content-type": "text/html", "x-evil": "<script>pwned=1</script>" });
    response.end(answer);
  });
  const inbox = await ask(apiKey(), "POST", "/inboxes", { name: unique("Hostile") });
  const [name, inboxed] = [unique("Hostile"), unique("Hostile inbox")];
  await webhookByApi({ name, url: receiver.url });
  await webhookByApi({ name: inboxed, url: inbox.url });
  const page = await openPage({ as: "owner", viewport: { width: 360, height: 800 } });
  page.on("dialog", () => expect.unreachable("a dialog opened"));
  const isHarmless = async () => {
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(screen);
  };
  const sheet = page.getByRole("dialog");
  for (const hostile of HOSTILE) {
    answer = hostile.answer;
    const [event = ""] = await publish([{ data: hostile.data }]);
    for (const webhook of [name, inboxed])
      await expect.poll(async () => (await deliveryOf(event, webhook))?.status, EVENTUALLY).toBe("succeeded");
    await page.goto(developers(`deliveries?delivery=${(await deliveryOf(event, name))?.id}`));
    await sheet.getByText(hostile.came).first().waitFor();
    await sheet.getByText("x-evil").waitFor();
    await isHarmless();
    await sheet.getByRole("tab", { name: "Request" }).click();
    await sheet.getByRole("region", { name: "Request body" }).getByText(hostile.shown).waitFor();
    expect(await sheet.getByText(/KB: above the 20 KB/).count()).toBe(
      JSON.stringify(hostile.data).length > 20_000 ? 1 : 0,
    );
    await isHarmless();
    await page.goto(developers("events", event));
    await page.getByRole("region", { name: "Data", exact: true }).getByText(hostile.shown).waitFor();
    await isHarmless();
  }
  await page.goto(developers("inspector", inbox.id));
  const arrived = page.getByRole("region", { name: "What arrived" }).getByRole("listitem");
  expect(await arrived.count()).toBe(HOSTILE.length);
  for (const [index, { shown }] of HOSTILE.toReversed().entries()) {
    const card = arrived.nth(index);
    if (index > 0) await card.getByRole("button").first().click();
    await card.getByRole("region", { name: "Request body" }).getByText(shown).waitFor();
    await isHarmless();
  }
});

import { createHmac } from "node:crypto";
import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";
import { ask, createAndKeepSecret, fillWebhook, productOf } from "#tests/support/customer";
import { startReceiver, status } from "#tests/support/receiver";

// CronDB's customer.

const crondb = productOf("crondb");
const MATCH =
  '{"alert_id":"alr_102","alert_name":"New fintech domains","domain":"example.com","industry":"Fintech","business_type":"B2B","country":"DE","confidence":0.94,"tech_stack":["Stripe"],"contact":{"emails":["hello@example.com"],"phone":null}}';
const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

test("a webhook with a header of one's own fails for good after its fifth retry, and is sent again from the logs", async () => {
  const receiver = await startReceiver(status(500));
  const page = await openPage({ as: "developer", workspace: "crondb" });
  const name = unique("Alerts");
  await page.goto(crondb.developers("webhooks", "new"));
  await fillWebhook(page, { name, url: "http://hooks.example.com/in" });
  const groups = { Alert: 3, Watchlist: 3, Sequence: 8, Enrichment: 2 };
  for (const [group, count] of Object.entries(groups)) {
    const region = page.getByRole("region", { name: group, exact: true });
    expect(await region.getByRole("listitem").count(), group).toBe(count);
  }
  await page.getByRole("checkbox", { name: "Alert", exact: true }).click();
  await page.getByText("3 events selected").waitFor();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("X-Team");
  await page.getByLabel("Value of header 1").fill("growth");
  await page.getByText("Advanced").click();
  // CronDB's own schedule: each of these is the sum of those before it.
  await page.getByText("after 30 s, 2 min 30 s, 12 min 30 s, 1 h 12 min, 7 h 12 min").waitFor();
  await page.getByText("Gives up when attempt 6 fails").waitFor();
  // Seven hours are too long for a test: as many retries, each after a moment.
  await page.getByRole("combobox", { name: "Retries" }).click();
  await page.getByRole("option", { name: "A list of delays" }).click();
  await page.getByLabel("Delays").fill("0.2s, 0.2s, 0.2s, 0.2s, 0.2s");
  await page.getByRole("button", { name: "Create webhook" }).click();
  // HTTP is refused.
  await page.getByText("The URL must start with https://").waitFor();
  await page.getByLabel("URL").fill(`${receiver.url}/crondb`);
  const secret = await createAndKeepSecret(page);
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByText("HMAC-SHA256 of the body in X-CronDB-Signature, hex").waitFor();
  await page.getByText("5 s", { exact: true }).waitFor();
  const webhook = /wh_\w+/.exec(page.url())?.[0] ?? "";

  await crondb.publish("alert.domain_matched", MATCH, '"timestamp":"2026-03-18T14:30:00.987Z"');
  await page.getByRole("link", { name: "Logs", exact: true }).click();
  await page.waitForURL(/\/logs$/);
  const row = page.getByRole("row").filter({ hasText: "alert.domain_matched" });
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(6);
  const replay = row.getByRole("button", { name: /^Replay alert\.domain_matched/ });
  // It is offered once the delivery has failed for good.
  await expect.poll(() => page.reload().then(() => replay.count()), EVENTUALLY).toBe(1);
  await row.getByText("Failed").waitFor();
  receiver.answerWith(status(200));
  await replay.click();
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(7);
  await expect.poll(() => page.reload().then(() => row.getByText("Succeeded").count()), EVENTUALLY).toBe(1);
  expect(await axe(page)).toEqual([]);

  const body = `{"event":"alert.domain_matched","webhook_id":"${webhook}","timestamp":"2026-03-18T14:30:00Z","data":${MATCH}}`;
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  for (const request of receiver.requests) {
    expect(request.body).toBe(body);
    expect(request.headers["x-crondb-signature"]).toBe(signature);
    expect(request.headers["x-team"]).toBe("growth");
  }
});

test("a webhook is Active or Paused, and what it missed while paused is sent when it is Active again", async () => {
  const receiver = await startReceiver();
  const page = await openPage({ as: "developer", workspace: "crondb" });
  const name = unique("Watchlist");
  await page.goto(crondb.developers("webhooks", "new"));
  await fillWebhook(page, { name, url: receiver.url });
  await page.getByRole("checkbox", { name: "Watchlist", exact: true }).click();
  const secret = await createAndKeepSecret(page);
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  const heading = page.getByRole("heading", { level: 1, name });
  await heading.getByText("Active").waitFor();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Reveal secret" }).click();
  expect(await page.getByRole("group", { name: "Signing secret" }).textContent()).toBe(secret);
  await page.getByRole("button", { name: "Pause" }).click();
  await heading.getByText("Paused").waitFor();
  await crondb.publish("watchlist.domain_added", '{"domain":"example.com","watchlist":"Competitors"}');
  await page.getByRole("link", { name: "Logs", exact: true }).click();
  await page.waitForURL(/\/logs$/);
  const row = page.getByRole("row").filter({ hasText: "watchlist.domain_added" });
  await expect.poll(() => page.reload().then(() => row.getByText("Held").count()), EVENTUALLY).toBe(1);
  expect(receiver.requests).toHaveLength(0);
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Resume" }).click();
  await heading.getByText("Active").waitFor();
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
});

test("requests come from the published addresses, which its page names too", async () => {
  const { operatorKey } = app().demo;
  const { egressIps: before } = await ask(operatorKey, "GET", "/operator/settings");
  await ask(operatorKey, "PATCH", "/operator/settings", { egressIps: ["127.0.0.0/8", "203.0.113.7"] });
  try {
    const { data } = await (await fetch(`${app().url}/api/v1/egress-ips`)).json();
    expect(data).toEqual(["127.0.0.0/8", "203.0.113.7"]);
    const firewall = new BlockList();
    for (const [address = "", bits = "32"] of data.map((ip: string) => ip.split("/"))) {
      firewall.addSubnet(address, Number(bits), "ipv4");
    }
    const receiver = await startReceiver();
    const { id } = await ask(crondb.apiKey, "POST", "/webhooks", {
      name: unique("Firewalled"),
      url: receiver.url,
      eventTypes: ["enrichment.completed"],
    });
    await crondb.publish("enrichment.completed", '{"job_id":"enr_77","domain":"example.com","fields_added":12}');
    await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
    expect(receiver.requests.every(({ from }) => firewall.check(from))).toBe(true);
    await ask(crondb.apiKey, "DELETE", `/webhooks/${id}`);

    const page = await openPage({ as: "viewer", workspace: "crondb" });
    await page.goto(crondb.developers("catalogue"));
    await page.getByText("How events arrive").click();
    await page.getByText("203.0.113.7").waitFor();
    await page.getByText(/A 2xx status within 5 s/).waitFor();
    expect(await axe(page)).toEqual([]);
  } finally {
    await ask(operatorKey, "PATCH", "/operator/settings", { egressIps: before });
  }
});

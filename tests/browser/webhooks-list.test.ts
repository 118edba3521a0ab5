import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { parseId } from "#lib/ids";
import { bucketOf } from "#lib/statistics/latency";
import { developers, EVENTUALLY, publish } from "#tests/browser/steps";
import { appDatabase } from "#tests/support/app-database";
import { app, axe, openPage } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";

const rows = (page: Page) => page.getByRole("region", { name: "Webhooks" }).locator("tbody tr");

const apiKey = () => productOf("acme").apiKey;

/** Webhooks that only a search for the word they share finds. @returns the word, and their ids */
async function createWebhooks(inputs: object[]): Promise<{ word: string; ids: string[] }> {
  const word = `list-${crypto.randomUUID().slice(0, 8)}`;
  const ids: string[] = [];
  for (const [index, input] of inputs.entries()) {
    const fields = { name: `${word} ${index}`, url: `${app().url}/inbox/none`, eventTypes: ["*"], ...input };
    ids.push((await ask(apiKey(), "POST", "/webhooks", fields)).id);
  }
  return { word, ids };
}

test("filters by event, integration, tenant and owner stand in the address and can be cleared", async () => {
  const tenant = `tenant-${crypto.randomUUID().slice(0, 8)}`;
  await publish([{ type: "customer.updated", tenant }]);
  const integration = await ask(apiKey(), "POST", "/integrations", { name: `Shop ${tenant}` });
  const { word, ids } = await createWebhooks([
    { eventTypes: ["invoice.paid"], tenant },
    { eventTypes: ["customer.created"], integration: integration.id },
    {},
  ]);
  const { data: members } = await ask(apiKey(), "GET", "/members");
  const admin = members.find(({ role }: { role: string }) => role === "admin");
  await ask(apiKey(), "POST", `/webhooks/${ids[1]}/owner`, { owner: admin.id });
  const page = await openPage({ as: "viewer" });
  await page.goto(`${developers("webhooks")}?q=${word}`);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
  for (const { label, any, choice, inAddress, left } of [
    { label: "Integration", any: "Any integration", choice: integration.name, inAddress: integration.id, left: [1] },
    { label: "Tenant", any: "Any tenant", choice: tenant, inAddress: tenant, left: [0] },
    { label: "Owner", any: "Any owner", choice: admin.name, inAddress: admin.id, left: [1] },
    { label: "Event type", any: "", choice: "invoice.paid", inAddress: "invoice.paid", left: [2, 0] },
  ]) {
    const filter = page.getByRole("combobox", { name: label });
    await filter.click();
    await page.getByRole("option", { name: choice }).click();
    await expect.poll(() => page.url(), EVENTUALLY).toContain(`=${inAddress}`);
    await expect
      .poll(() => rows(page).getByRole("link").allTextContents(), EVENTUALLY)
      .toEqual(left.map((n) => `${word} ${n}`));
    if (!any) break;
    await filter.click();
    await page.getByRole("option", { name: any }).click();
    await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
  }
  expect(await page.getByRole("checkbox").count()).toBe(0);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => page.url()).not.toContain("event=");
});

test("a row tells the address, the status, the events, the last day, how long it takes and what waits", async () => {
  const { word, ids } = await createWebhooks([{ eventTypes: ["invoice.paid", "customer.created"] }]);
  const [id = ""] = ids;
  const database = await appDatabase();
  for (const [result, count] of [
    ["succeeded", 9],
    ["timeout", 1],
  ]) {
    await database.query(
      `INSERT INTO webhook_hour (workspace_id, webhook_id, hour, result, latency_bucket, count)
       SELECT workspace_id, id, date_trunc('hour', now()), $2, $3, $4 FROM webhook WHERE id = $1`,
      [parseId("webhook", id), result, bucketOf(40), count],
    );
  }
  await ask(apiKey(), "POST", `/webhooks/${id}/pause`);
  await publish([{}]);
  const page = await openPage({ as: "viewer" });
  await page.goto(`${developers("webhooks")}?q=${word}`);
  const cells = rows(page).getByRole("cell");
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(1);
  expect(await cells.allTextContents()).toEqual([
    expect.stringContaining(`${app().url}/inbox/none`),
    "Paused",
    "invoice.paid+1",
    expect.stringContaining("90 %"),
    expect.stringMatching(/^\d\d ms$/),
    "1",
    "never",
  ]);
});

test("those that fail are listed by the number above the list", async () => {
  const { word } = await createWebhooks([{}, {}]);
  const database = await appDatabase();
  await database.query(
    `INSERT INTO webhook_health (webhook_id, failing_since) SELECT id, now() FROM webhook WHERE name = $1
     ON CONFLICT (webhook_id) DO UPDATE SET failing_since = now()`,
    [`${word} 1`],
  );
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  const link = page.getByRole("region", { name: "All webhooks" }).getByRole("link", { name: /^\d+ failing$/ });
  const failing = Number((await link.textContent())?.trim());
  await link.click();
  await page.waitForURL(/status=failing/);
  await expect.poll(() => rows(page).getByText("Failing", { exact: true }).count(), EVENTUALLY).toBe(failing);
  await rows(page)
    .getByRole("link", { name: `${word} 1` })
    .waitFor();
  expect(
    await rows(page)
      .getByRole("link", { name: `${word} 0` })
      .count(),
  ).toBe(0);
  await page.getByRole("combobox", { name: "Status" }).filter({ hasText: "Failing" }).waitFor();
  expect(await axe(page)).toEqual([]);
});

test("several are paused, resumed and deleted at once, each after a question", async () => {
  const { word } = await createWebhooks([{}, {}]);
  const page = await openPage({ as: "developer" });
  await page.goto(`${developers("webhooks")}?q=${word}`);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByText("2 selected").waitFor();
  expect(await page.getByRole("button", { name: "Resume" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Pause" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(`${word} 0`).waitFor();
  await dialog.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => rows(page).getByText("Paused", { exact: true }).count(), EVENTUALLY).toBe(2);

  await page.getByRole("checkbox", { name: `Select ${word} 1` }).click();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Resume" }).click();
  await dialog.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => rows(page).getByText("Active", { exact: true }).count(), EVENTUALLY).toBe(1);

  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Delete" }).click();
  expect(await dialog.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
  await dialog.getByLabel("Type delete to confirm").fill("delete");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("No webhook matches").waitFor();
});

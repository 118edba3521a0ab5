import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { developers, EVENTUALLY } from "#tests/browser/steps";
import { appDatabase } from "#tests/support/app-database";
import { app, axe, openPage } from "#tests/support/browser";

const rows = (page: Page) => page.getByRole("region", { name: "Webhooks" }).locator("tbody tr");

/** Webhooks that only a search for the word they share finds. @returns the word */
async function createWebhooks(eventTypes: string[][]): Promise<string> {
  const word = `list-${crypto.randomUUID().slice(0, 8)}`;
  for (const [index, types] of eventTypes.entries()) {
    const answer = await fetch(`${app().url}/api/v1/webhooks`, {
      method: "POST",
      headers: { authorization: `Bearer ${app().demo.products.acme?.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ name: `${word} ${index}`, url: `${app().url}/inbox/none`, eventTypes: types }),
    });
    expect(answer.status).toBe(201);
  }
  return word;
}

test("filters by event stand in the address and can be cleared", async () => {
  const word = await createWebhooks([["invoice.paid"], ["customer.created"], ["*"]]);
  const page = await openPage({ as: "viewer" });
  await page.goto(`${developers("webhooks")}?q=${word}`);
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(3);
  await page.getByRole("combobox", { name: "Event type" }).click();
  await page.getByRole("option", { name: "invoice.paid" }).click();
  await expect.poll(() => rows(page).count(), EVENTUALLY).toBe(2);
  expect(page.url()).toContain("event=invoice.paid");
  expect(await page.getByRole("checkbox").count()).toBe(0);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => page.url()).not.toContain("event=");
});

test("those that fail are listed by the number above the list", async () => {
  const word = await createWebhooks([["*"], ["*"]]);
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
  const word = await createWebhooks([["*"], ["*"]]);
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

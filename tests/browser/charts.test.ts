import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { parseId } from "#lib/ids";
import { bucketOf } from "#lib/statistics/latency";
import { createWebhook, developers } from "#tests/browser/steps";
import { appDatabase } from "#tests/support/app-database";
import { axe, openPage } from "#tests/support/browser";

const HOURS = 3_600_000;

/** Hourly statistics as the dispatcher would have left them. */
async function record(webhook: string, rows: { hoursAgo: number; result: string; ms: number; count: number }[]) {
  const database = await appDatabase();
  const id = parseId("webhook", webhook);
  for (const { hoursAgo, result, ms, count } of rows) {
    await database.query(
      `INSERT INTO webhook_hour (workspace_id, webhook_id, hour, result, latency_bucket, count)
       SELECT workspace_id, id, date_trunc('hour', $2::timestamptz), $3, $4, $5 FROM webhook WHERE id = $1`,
      [id, new Date(Date.now() - hoursAgo * HOURS), result, bucketOf(ms), count],
    );
  }
}

/** A column of the charts' table, summed. */
async function sum(page: Page, column: number): Promise<number> {
  const cells = page.getByRole("region", { name: "Attempts over time" }).locator(`tbody td:nth-child(${column})`);
  return (await cells.allTextContents()).reduce((total, text) => total + Number(text), 0);
}

test("the charts show the statistics over each range, for the eye, for a screen reader and as a table", async () => {
  const page = await openPage({ as: "owner" });
  await createWebhook(page, { name: "Charted webhook", url: "https://charted.example.com/hook" });
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name: "Charted webhook", level: 1 }).waitFor();
  const { pathname } = new URL(page.url());
  await record(pathname.split("/").at(-1) ?? "", [
    { hoursAgo: 0, result: "succeeded", ms: 10, count: 9 },
    { hoursAgo: 2, result: "timeout", ms: 5000, count: 1 },
    { hoursAgo: 72, result: "server_error", ms: 40, count: 5 },
    { hoursAgo: 480, result: "succeeded", ms: 20, count: 7 },
  ]);
  await page.goto(pathname);
  const ranges = page.getByRole("navigation", { name: "Range of the charts" });
  const expected = [
    { range: "24 h", words: "the last 24 hours", succeeded: 9, failed: 1, points: 24 },
    { range: "7 d", words: "the last 7 days", succeeded: 9, failed: 6, points: 28 },
    { range: "30 d", words: "the last 30 days", succeeded: 16, failed: 6, points: 30 },
    { range: "1 h", words: "the last hour", succeeded: 0, failed: 0, points: 30 },
  ];
  for (const { range, words, succeeded, failed, points } of expected) {
    await ranges.getByRole("link", { name: range, exact: true }).click();
    await page
      .getByRole("img", { name: `Attempts in ${words}: ${succeeded} succeeded, ${failed} failed.`, exact: true })
      .waitFor();
    if (succeeded > 0)
      await page
        .getByRole("img", { name: new RegExp(`^Time per attempt in ${words}: half took at most \\d`) })
        .waitFor();
    expect(await ranges.locator("[aria-current=true]").textContent()).toBe(range);
    await page.getByText("Show as a table").click();
    await page.getByRole("region", { name: "Attempts over time" }).waitFor();
    expect([await sum(page, 2), await sum(page, 3)]).toEqual([succeeded, failed]);
    expect(await page.getByRole("region", { name: "Attempts over time" }).locator("tbody tr").count()).toBe(points);
    expect(await axe(page)).toEqual([]);
  }
  await page.reload();
  await page.getByText("No attempts in this time.").first().waitFor();

  // What failed leads to the deliveries that did.
  await ranges.getByRole("link", { name: "7 d", exact: true }).click();
  await page.getByRole("region", { name: "Failures by kind" }).getByRole("link").first().click();
  await page.waitForURL(/error=server_error&range=7d|range=7d&error=server_error/);
});

test("the numbers above the list are those of all webhooks", async () => {
  const page = await openPage({ as: "viewer" });
  await page.goto(developers("webhooks"));
  const summary = page.getByRole("region", { name: "All webhooks" });
  await summary.waitFor();
  expect((await summary.getByRole("term").allTextContents()).map((text) => text.trim())).toEqual([
    "Attempts, 24 h",
    "Success rate, 24 h",
    "Failing",
    "Waiting now",
  ]);
});

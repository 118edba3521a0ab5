import { expect, test } from "vitest";
import { createInbox, EVENTUALLY } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

const PHONE = { width: 360, height: 740 };
const LOG = "/acme/settings/audit-log";

test("the log says who did what from where, is filtered, opened and exported", async () => {
  const page = await openPage({ as: "admin" });
  const name = `=Audited ${crypto.randomUUID().slice(0, 8)}`;
  await createInbox(page, name);
  await page.goto(LOG);
  const log = page.getByRole("region", { name: "Audit log" });
  await page.getByRole("searchbox").fill(name);
  await page.waitForURL(/q=/);
  await expect.poll(() => log.getByRole("button").count(), EVENTUALLY).toBe(1);
  await log.getByRole("button", { name: "inbox.created" }).click();
  await log.getByText("Request", { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);

  const download = async (label: string) => {
    const href = await page.getByRole("link", { name: label }).getAttribute("href");
    return page.request.get(href ?? "");
  };
  const csv = await download("CSV");
  expect(csv.headers()["content-disposition"]).toMatch(/^attachment; filename="acme-audit-log-[\dTZ-]+\.csv"$/);
  expect(await csv.text()).toContain(",inbox.created,user,Admin of Acme,");
  expect(await csv.text()).toContain(`"'${name}"`);
  const lines = (await (await download("NDJSON")).text()).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).target.name)).toContain(name);

  await page.goto(LOG);
  await page.getByRole("combobox", { name: "Action" }).click();
  await page.getByRole("option", { name: "Sign-ins" }).click();
  await page.waitForURL(/group=session/);
  await log.getByRole("button", { name: "session.created" }).first().waitFor();
});

test("is for admins: others find no such page, and no link to it", async () => {
  const page = await openPage({ as: "developer" });
  expect((await page.goto(LOG))?.status()).toBe(404);
  const answer = await page.request.get("/api/dashboard/acme/audit-log/export?format=csv");
  expect(answer.status()).toBe(403);
  await page.goto("/acme/settings/members");
  await page.getByRole("link", { name: "Roles", exact: true }).waitFor();
  expect(await page.getByRole("link", { name: "Audit log" }).count()).toBe(0);
  const admin = await openPage({ as: "admin" });
  await admin.goto(`${LOG}?group=access`);
  await admin.getByRole("button", { name: "access.denied" }).first().waitFor();
});

test.each([{ colorScheme: "light" as const }, { colorScheme: "dark" as const, viewport: PHONE }])(
  "is accessible and fits the window: %o",
  async (options) => {
    const page = await openPage({ as: "owner", ...options });
    await page.goto(LOG);
    await page.getByRole("region", { name: "Audit log" }).getByRole("button").first().click();
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  },
);

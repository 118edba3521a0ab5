import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { EVENTUALLY, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";

const ENGINE = "/operator/engine";

const runs = (page: Page) => page.getByRole("region", { name: "Runs", exact: true });

describe("the operator's engine page", () => {
  test("is reached from the user menu, and shows the queue and every function with its next time", async () => {
    const page = await openPage({ as: "owner" });
    await page.goto("/acme/settings/developers/webhooks");
    await page.getByRole("button", { name: "Account: Owner of Acme" }).click();
    await page.getByRole("menuitem", { name: "Operate this instance" }).click();
    await page.getByRole("heading", { name: "Engine", level: 1 }).waitFor();
    const queue = page.getByRole("region", { name: "Queue" });
    await expect.poll(() => queue.getByText("Workers").locator("..").textContent(), EVENTUALLY).toBe("Workers1");
    const functions = page.getByRole("region", { name: "Functions", exact: true });
    const dispatch = functions.getByRole("row").filter({ hasText: "posthorn-dispatch-shard" });
    await expect.poll(() => dispatch.textContent()).toContain("webhook/dispatch.wanted");
    const purge = functions.getByRole("row").filter({ hasText: "posthorn-purge-finished-runs" });
    expect(await purge.textContent()).toMatch(/7 \* \* \* \*.*in \d+ (s|min)/);
  });

  test("counts a delivery's run without a reload, finds it by function and status, and shows its steps", async () => {
    const page = await openPage({ as: "owner" });
    await page.goto(`${ENGINE}?function=posthorn-dispatch-shard&status=completed&live=true`);
    await publish([{}]);
    const row = runs(page).getByRole("button", { name: "Dispatch deliveries" }).first();
    await row.waitFor();
    await row.click();
    const sheet = page.getByRole("dialog", { name: "Run" });
    await sheet.getByRole("heading", { name: "Dispatch deliveries" }).waitFor();
    const steps = sheet.getByRole("region", { name: "Steps" });
    expect(await steps.textContent()).toContain("drain");
    expect(await sheet.getByRole("region", { name: "Event", exact: true }).first().textContent()).toContain('"shard"');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  });

  test("says so when nothing matches, and an unknown run does not exist", async () => {
    const page = await openPage({ as: "owner" });
    await page.goto(`${ENGINE}?function=posthorn-run-replay-failure`);
    await page.getByRole("heading", { name: "No run matches" }).waitFor();
    await page.goto(`${ENGINE}?run=${crypto.randomUUID()}`);
    await page.getByRole("alert").getByText("It does not exist").waitFor();
  });

  test("says when its numbers are not fresh, and recovers", async () => {
    const page = await openPage({ as: "owner" });
    await page.goto(ENGINE);
    await page.route("**/api/operator/engine", (route) => route.abort());
    await page.getByRole("alert").getByText("These numbers are not fresh").waitFor();
    await page.unroute("**/api/operator/engine");
    await page.getByText("These numbers are not fresh").waitFor({ state: "detached" });
  });

  test.each([
    { name: "light, desktop", options: {} },
    { name: "dark, desktop", options: { colorScheme: "dark" as const } },
    { name: "light, 360 px", options: { viewport: { width: 360, height: 740 } } },
  ])("is accessible and fits the window ($name)", async ({ options }) => {
    const page = await openPage({ as: "owner", ...options });
    await page.goto(ENGINE);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

describe("everybody else", () => {
  const READS = ["/api/operator/engine", `/api/operator/engine/runs/${crypto.randomUUID()}`];

  test("gets a 404, and no way in from the menu", async () => {
    const page = await openPage({ as: "admin" });
    for (const path of [ENGINE, "/operator"]) expect((await page.goto(path))?.status(), path).toBe(404);
    await page.getByRole("heading", { name: "This page does not exist" }).waitFor();
    for (const path of READS) expect((await page.request.get(path)).status(), path).toBe(404);
    await page.goto("/acme/settings/developers/webhooks");
    await page.getByRole("button", { name: "Account: Admin of Acme" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Operate this instance" }).count()).toBe(0);
  });

  test("who is not signed in is asked to, and comes back", async () => {
    const page = await openPage();
    await page.goto(ENGINE);
    await page.waitForURL(/\/sign-in\?to=%2Foperator%2Fengine/);
    for (const path of READS) expect((await page.request.get(path)).status(), path).toBe(401);
  });
});

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { axe, openPage } from "#tests/support/browser";
import { accept, ask, signUp } from "#tests/support/customer";

const PAGES = [
  ...["webhooks", "webhooks/new", "deliveries", "events", "catalogue", "catalogue/invoice.paid", "inspector"],
  ...["integrations", "keys"],
].map((path) => `developers/${path}`);
const SETTINGS = ["members", "roles", "workspace"];

/** Opens every page in both themes and at a phone's width: nothing is broken, cut off or hard to read. */
async function lookAround(page: Page, slug: string, pages: string[]) {
  for (const path of pages) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(colorScheme === "light" ? { width: 1280, height: 800 } : { width: 360, height: 740 });
      await page.goto(`/${slug}/settings/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      expect(await axe(page), path).toEqual([]);
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      expect(scrollWidth, path).toBe(clientWidth);
    }
  }
}

test("a workspace in which nothing is yet teaches its owner, and offers its viewer nothing they may not do", async () => {
  const { slug, apiKey, invitation } = await signUp("acme");
  const owner = await openPage();
  await accept(owner, invitation);
  await owner.getByRole("heading", { name: "Send your first webhook" }).waitFor();
  await lookAround(owner, slug, [...PAGES, ...SETTINGS, "audit-log"]);

  const invited = await ask(apiKey, "POST", "/invitations", { email: `viewer@${slug}.test`, role: "viewer" });
  const viewer = await openPage();
  await accept(viewer, invited.url);
  await lookAround(viewer, slug, [...PAGES, ...SETTINGS]);
  for (const path of ["webhooks", "inspector", "integrations", "keys", "catalogue/invoice.paid"]) {
    await viewer.goto(`/${slug}/settings/developers/${path}`);
    await viewer.getByRole("heading", { level: 1 }).waitFor();
    const create = viewer
      .getByRole("main")
      .locator("a, button")
      .filter({ hasText: /^\s*Create/ });
    expect(await create.count(), path).toBe(0);
  }
}, 180_000);

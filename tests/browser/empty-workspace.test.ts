import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { axe, openPage } from "#tests/support/browser";
import { accept, ask, productOf, signUp } from "#tests/support/customer";

const PAGES = [
  ...["webhooks", "webhooks/new", "deliveries", "events", "catalogue", "catalogue/invoice.paid", "inspector"],
  ...["integrations", "keys"],
].map((path) => `developers/${path}`);
const SETTINGS = ["members", "roles", "workspace"];

/** Opens every page: nothing is broken, cut off or hard to read. */
async function lookAround(page: Page, slug: string, pages: string[]) {
  for (const path of pages) {
    await page.goto(`/${slug}/settings/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    expect(await axe(page), path).toEqual([]);
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content, path).toBe(window);
  }
}

const MODES = [
  { colorScheme: "light" as const },
  { colorScheme: "dark" as const, viewport: { width: 360, height: 740 } },
];

test.each(MODES)(
  "a workspace in which nothing is yet teaches its owner: %o",
  async (mode) => {
    const { slug, invitation } = await signUp("acme");
    const owner = await openPage(mode);
    await accept(owner, invitation);
    await owner.getByRole("heading", { name: "Send your first webhook" }).waitFor();
    await owner.getByRole("main").getByRole("link", { name: "Try with the Inspector" }).waitFor();
    await lookAround(owner, slug, [...PAGES, ...SETTINGS, "audit-log"]);
    // What nobody subscribes to is kept all the same.
    await productOf("acme", slug).publish("invoice.paid", '{"id":"inv_1"}');
    await owner.goto(`/${slug}/settings/developers/events`);
    await owner.getByRole("region", { name: "Events" }).locator('a[href*="/events/evt_"]').click();
    await owner.getByRole("heading", { name: "Nobody was subscribed" }).waitFor();
    await owner.getByText('"inv_1"').waitFor();
  },
  180_000,
);

test.each(MODES)(
  "it offers its viewer nothing they may not do: %o",
  async (mode) => {
    const { slug, apiKey } = await signUp("acme");
    const invited = await ask(apiKey, "POST", "/invitations", { email: `viewer@${slug}.test`, role: "viewer" });
    const viewer = await openPage(mode);
    await accept(viewer, invited.url);
    await viewer.getByRole("heading", { name: "No webhook yet" }).waitFor();
    for (const path of ["webhooks", "inspector", "integrations", "keys", "catalogue/invoice.paid"]) {
      await lookAround(viewer, slug, [`developers/${path}`]);
      const create = viewer
        .getByRole("main")
        .locator("a, button")
        .filter({ hasText: /^\s*Create/ });
      expect(await create.count(), path).toBe(0);
    }
  },
  180_000,
);

import { expect, test } from "vitest";
import { developers } from "#tests/browser/steps";
import { openPage } from "#tests/support/browser";

/** Issue 5: what the page of deliveries may load before anybody has touched it, compressed as it is sent. */
const MAX_BYTES = 200_000;

test("the page of deliveries is small, and fetches its menus and sheets when they are wanted", async () => {
  const page = await openPage({ as: "developer" });
  await page.goto(developers("deliveries"), { waitUntil: "networkidle" });
  const first = await scripts();
  expect(first.bytes).toBeLessThanOrEqual(MAX_BYTES);

  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("menuitemcheckbox").first().waitFor();
  expect((await scripts()).count).toBeGreaterThan(first.count);

  /**
   * The scripts that were fetched so far, and what those weigh that the page needs; what Next.js fetches ahead for the
   * pages it links to comes after it has loaded. From the browser's own record.
   */
  function scripts() {
    return page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      const fetched = performance
        .getEntriesByType("resource")
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"));
      const needed = fetched.filter(({ startTime }) => startTime < (navigation?.loadEventEnd ?? 0));
      return { count: fetched.length, bytes: needed.reduce((sum, entry) => sum + entry.encodedBodySize, 0) };
    });
  }
});

test("on a slow line a button that was pressed keeps the focus until its menu is there, and gets it back", async () => {
  const page = await openPage({ as: "developer" });
  await page.goto(developers("deliveries"), { waitUntil: "networkidle" });
  const { promise: line, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    await line;
    await route.continue();
  });

  const button = page.getByRole("button", { name: "Columns and density" });
  const asked = page.waitForRequest(/\.js$/);
  await button.focus();
  await asked;
  await page.keyboard.press("Enter");
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  goOn();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("menuitemcheckbox");
  await page.keyboard.press("Escape");
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
});

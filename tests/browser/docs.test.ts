import { describe, expect, test } from "vitest";
import { app, axe, openPage } from "#tests/support/browser";

const PAGES = ["/docs/api", "/docs/errors", "/docs/errors/idempotency_conflict"];

describe.each([
  { name: "light, desktop", options: {} },
  { name: "dark, 360 px", options: { colorScheme: "dark" as const, viewport: { width: 360, height: 740 } } },
])("the documentation, $name", ({ options }) => {
  test("is open to everybody, accessible, fits the window and loads nothing from elsewhere", async () => {
    const page = await openPage(options);
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(app().url) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    for (const path of PAGES) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await axe(page), path).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
    expect(foreign).toEqual([]);
  });
});

test("the reference is searched by words and fields, and the search is in the URL", async () => {
  const page = await openPage();
  await page.goto("/docs/api");
  await page.getByRole("heading", { name: "Create a webhook" }).waitFor();
  await page.getByRole("searchbox", { name: "Search the reference" }).fill("rotate overlapSeconds");
  await page
    .getByRole("status")
    .filter({ hasText: /^1 of / })
    .waitFor();
  await page.getByRole("heading", { name: "Replace the signing secret" }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("rotate overlapSeconds");
  await page.reload();
  await page
    .getByRole("status")
    .filter({ hasText: /^1 of / })
    .waitFor();
  await page.getByRole("searchbox").fill("nothing like this");
  await page.getByText("Nothing matches").waitFor();
});

test("a problem's type leads to its page", async () => {
  const answer = await fetch(`${app().url}/api/v1/webhooks`);
  const { type } = (await answer.json()) as { type: string };
  const page = await openPage();
  await page.goto(type);
  await page.getByRole("heading", { level: 1, name: "unauthenticated" }).waitFor();
});

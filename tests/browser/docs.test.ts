import { describe, expect, test } from "vitest";
import { GUIDES } from "#lib/docs/guides";
import { app, axe, openPage } from "#tests/support/browser";

const PAGES = [
  "/docs",
  ...GUIDES.map(({ slug }) => `/docs/${slug}`),
  // A part of it, since all of it is made of the same.
  "/docs/api?q=secret",
  "/docs/errors",
  "/docs/errors/idempotency_conflict",
];

describe.each([
  { name: "light, desktop", options: {} },
  { name: "dark, 360 px", options: { colorScheme: "dark" as const, viewport: { width: 360, height: 740 } } },
])("the documentation, $name", ({ options }) => {
  test.each(PAGES)(
    "%s is open to everybody, accessible, fits the window and loads nothing from elsewhere",
    async (path) => {
      const page = await openPage(options);
      const foreign: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(app().url) && !request.url().startsWith("data:")) foreign.push(request.url());
      });
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await axe(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(foreign).toEqual([]);
    },
  );
});

test("the reference is searched by words and fields, and the search is in the URL", async () => {
  const page = await openPage();
  await page.goto("/docs/api");
  await page.getByRole("heading", { name: "Create a webhook" }).waitFor();
  await page.getByRole("searchbox", { name: "Search the reference" }).fill("replace the signing secret");
  await page
    .getByRole("status")
    .filter({ hasText: /^1 of / })
    .waitFor();
  await page.getByRole("heading", { name: "Replace the signing secret" }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("replace the signing secret");
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

import { expect, test } from "vitest";
import { app, openPage } from "#tests/support/browser";

test("the app that npm start runs shows a page in a real browser", async () => {
  const page = await openPage();
  await page.goto("/");
  expect(await page.title()).toContain("Posthorn");
});

test("its health routes answer JSON", async () => {
  for (const [route, status] of [
    ["/healthz", "ok"],
    ["/readyz", "ready"],
  ]) {
    const answer = await fetch(`${app().url}${route}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status });
  }
});

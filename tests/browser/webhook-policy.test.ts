import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";

test("a partner's webhook: a tenant, a schedule that is told before it is saved, and two signatures at once", async () => {
  const { publishKey, workspace } = app().demo.products.kaunt ?? { publishKey: "", workspace: "" };
  const published = await fetch(`${app().url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${publishKey}`, "content-type": "application/json" },
    body: JSON.stringify({ workspace, type: "ModelReady", tenant: "tenant-7", data: {} }),
  });
  expect(published.status).toBe(202);

  const page = await openPage({ as: "owner", workspace: "kaunt" });
  await page.goto(`/${workspace}/settings/developers/webhooks/new`);
  await page.getByLabel("URL").fill("https://hooks.example.com/kaunt");
  await page.getByLabel("Name", { exact: true }).fill("Tenant seven");
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await page.getByRole("combobox", { name: "Tenant" }).click();
  await page.getByRole("option", { name: "tenant-7" }).click();

  await page.getByText("Advanced").click();
  await page.getByText(/Attempts at once, and after .* Gives up when attempt \d+ fails/).waitFor();
  await page.getByRole("combobox", { name: "Retries" }).click();
  await page.getByRole("option", { name: "A list of delays" }).click();
  await page.getByLabel("Delays").fill("10s, 5m");
  await page.getByText(/after 10 s, 5 min 10 s\. Gives up when attempt 3 fails, about 5 min 10 s after/).waitFor();
  await page.getByLabel("Delays").fill("");
  await page.getByText("One attempt at once and no retry: a failure is final.").waitFor();
  await page.getByRole("combobox", { name: "Second signature" }).click();
  await page.getByRole("option", { name: "Standard Webhooks (HMAC)" }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Create webhook" }).click();

  // The code is for the scheme of this webhook.
  const code = await page.getByRole("region", { name: "Node.js code" }).textContent();
  expect(code).toContain("x-signature-sha256");
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByText("tenant-7").waitFor();
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const first = page.getByRole("combobox", { name: "Signature", exact: true });
  await expect.poll(() => first.textContent(), EVENTUALLY).toContain("HMAC of the body in one header");
  expect(await page.getByRole("combobox", { name: "Second signature" }).textContent()).toContain(
    "Standard Webhooks (HMAC)",
  );
});

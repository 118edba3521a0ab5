import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";
import { startReceiver } from "#tests/support/receiver";

const PRODUCTS = "/operator/products";

const OPENAPI = `
openapi: 3.1.0
info: {title: Nimbus, version: "1"}
webhooks:
${["order.created", "order.shipped", "order.returned"]
  .map(
    (name) => `  ${name}:
    post:
      summary: ${name}.
      tags: [Orders]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {id: {type: string}}}
            example: {id: ord_1}`,
  )
  .join("\n")}
`;

async function createProduct(page: Page, name: string): Promise<string> {
  await page.goto(PRODUCTS);
  await page.getByRole("link", { name: "Create product" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Product" }).getByRole("link", { name, exact: true }).click();

/** Waits for the dialog in which a profile is reviewed, and saves it. */
async function save(page: Page, version: number): Promise<void> {
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.getByRole("button", { name: `Save version ${version}` }).click();
  await page.getByRole("heading", { name: `Version ${version}` }).waitFor();
}

test("an operator makes a product of their own, and its first event arrives with its own signature", async () => {
  const page = await openPage({ as: "owner" });
  const name = `Nimbus ${Date.now()}`;
  const slug = await createProduct(page, name);

  await tab(page, "Profile");
  await page.getByRole("link", { name: "Edit" }).click();
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByText("webhook-signature", { exact: true }).waitFor();
  await page.getByRole("combobox", { name: "Signature", exact: true }).click();
  await page.getByRole("option", { name: "HMAC of the body in one header" }).click();
  await page.getByLabel("Header", { exact: true }).fill("X-Nimbus-Signature");
  await page.getByLabel("Prefix").fill("sha256=");
  // The request changes while it is typed.
  await preview.getByText("X-Nimbus-Signature", { exact: true }).waitFor();
  await preview.getByText(/^sha256=[0-9a-f]{64}$/).waitFor();
  await page.getByRole("button", { name: "Review and save" }).click();
  const dialog = page.getByRole("dialog", { name: "Save a new version" });
  await dialog.getByText("signature.0", { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await save(page, 2);

  await tab(page, "Event types");
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByLabel("Document").fill(OPENAPI);
  await page.getByRole("button", { name: "Check what would change" }).click();
  await page.getByText("3 event types new").waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const types = page.getByRole("region", { name: "Event types" });
  await types.getByRole("link", { name: "order.shipped" }).waitFor();

  await tab(page, "Publish keys");
  await page.getByRole("button", { name: "Create publish key" }).click();
  await page.getByLabel("Name").fill("Backend");
  await page.getByRole("button", { name: "Create key" }).click();
  const publishKey = (await page.getByRole("group", { name: "Publish key" }).textContent())?.trim() ?? "";
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("region", { name: "Publish keys" }).getByText("Works").waitFor();

  const receiver = await startReceiver();
  const { workspace, secret } = await provision(slug, receiver.url);
  const published = await call("/events", publishKey, { workspace, type: "order.created", data: { id: "ord_7" } });
  expect(published).toMatchObject({ data: [{ deliveries: 1 }] });
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
  const [request] = receiver.requests;
  // A verifier written from the page's own words: the HMAC-SHA256 of the body in hex, keyed with the secret as it stands.
  const expected = createHmac("sha256", secret).update(request?.body ?? "").digest("hex");
  expect(request?.headers["x-nimbus-signature"]).toBe(`sha256=${expected}`);
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ type: "order.created", data: { id: "ord_7" } });
}, 120_000);

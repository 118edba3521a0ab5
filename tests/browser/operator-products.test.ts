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
  await page.getByRole("heading", { name: `Version ${version}`, exact: true }).waitFor();
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
  await page.getByLabel("Document", { exact: true }).fill(OPENAPI);
  await page.getByRole("button", { name: "Check what would change" }).click();
  await page.getByText("3 event types new").waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const types = page.getByRole("region", { name: "Event types" });
  await types.getByRole("link", { name: "order.shipped" }).waitFor();

  await tab(page, "Publish keys");
  await page.getByRole("button", { name: "Create publish key" }).click();
  await page.getByLabel("Name").fill("Backend");
  await page.getByRole("button", { name: "Create key" }).click();
  const publishKey = (await page.getByRole("group", { name: "Key" }).textContent())?.trim() ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("region", { name: "Publish keys" }).getByText("Active").waitFor();

  const receiver = await startReceiver();
  const { workspace, secret } = await provision(slug, receiver.url);
  const published = await call("/events", publishKey, { workspace, type: "order.created", data: { id: "ord_7" } });
  expect(published).toMatchObject({ data: [{ deliveries: 1 }] });
  await expect.poll(() => receiver.requests.length, EVENTUALLY).toBe(1);
  const [request] = receiver.requests;
  // A verifier written from the page's own words: the HMAC-SHA256 of the body in hex, keyed with the secret as it stands.
  const expected = createHmac("sha256", secret)
    .update(request?.body ?? "")
    .digest("hex");
  expect(request?.headers["x-nimbus-signature"]).toBe(`sha256=${expected}`);
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ type: "order.created", data: { id: "ord_7" } });
}, 120_000);

/** A workspace of the product with one webhook, by API as a SaaS backend would. */
async function provision(product: string, url: string): Promise<{ workspace: string; secret: string }> {
  const operatorKey = app().demo.operatorKey;
  const created = await call("/operator/workspaces", operatorKey, {
    product,
    name: `Customer of ${product}`,
    apiKey: true,
  });
  const webhook = { name: "Orders", url, eventTypes: ["*"] };
  const { secret } = await call("/webhooks", created.apiKey.token, webhook);
  return { workspace: created.slug, secret };
}

async function call(path: string, key: string, body: unknown) {
  const answer = await fetch(`${app().url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return JSON.parse(text);
}

describe("a profile", () => {
  test("as JSON names what is wrong, and an old version comes back as a new one", async () => {
    const page = await openPage({ as: "owner" });
    const slug = await createProduct(page, `Stratus ${Date.now()}`);
    await page.goto(`${PRODUCTS}/${slug}/profile/edit`);
    await page.getByRole("tab", { name: "JSON" }).click();
    const text = page.getByLabel("Profile as JSON");
    const profile = JSON.parse(await text.inputValue());
    await text.fill(JSON.stringify({ ...profile, timeoutSeconds: 99 }));
    await page.getByRole("alert").getByText("must be at most 30").waitFor();
    expect(await page.getByRole("button", { name: "Review and save" }).isDisabled()).toBe(true);
    await text.fill("{");
    await page.getByText(/This is not JSON/).waitFor();
    await text.fill(JSON.stringify({ ...profile, timeoutSeconds: 20 }));
    await page.getByRole("tab", { name: "Form" }).click();
    expect(await page.getByLabel("Timeout (seconds)").inputValue()).toBe("20");
    await save(page, 2);

    await page.getByRole("link", { name: "History" }).click();
    await page.getByRole("button", { name: "Restore" }).click();
    const dialog = page.getByRole("dialog", { name: "Save a new version" });
    await dialog.getByText("timeoutSeconds", { exact: true }).waitFor();
    expect(await dialog.getByLabel("Note").inputValue()).toBe("Version 1 again");
    await dialog.getByRole("button", { name: "Save version 3" }).click();
    await page.getByRole("heading", { name: "Version 3", exact: true }).waitFor();
  }, 60_000);

  test("says before it is saved what running webhooks would do, and refuses to overwrite a newer version", async () => {
    const page = await openPage({ as: "owner" });
    const slug = await createProduct(page, `Cirrus ${Date.now()}`);
    await provision(slug, "https://hooks.example.com/in");
    await page.goto(`${PRODUCTS}/${slug}/profile/edit`);
    await page.getByRole("combobox", { name: "Signature", exact: true }).click();
    await page.getByRole("option", { name: "The secret itself in one header" }).click();
    await page.getByRole("button", { name: "Review and save" }).click();
    const dialog = page.getByRole("dialog", { name: "Save a new version" });
    await dialog.getByText("The signature changes, and 1 webhook signs as the profile says").waitFor();
    await dialog.getByRole("radio", { name: /They change with it/ }).click();
    expect(await axe(page)).toEqual([]);
    const answer = await fetch(`${app().url}/api/v1/operator/products/${slug}/profile`, {
      headers: { authorization: `Bearer ${app().demo.operatorKey}` },
    });
    const { profile } = await answer.json();
    await fetch(`${app().url}/api/v1/operator/products/${slug}/profile`, {
      method: "PUT",
      headers: { authorization: `Bearer ${app().demo.operatorKey}`, "content-type": "application/json" },
      body: JSON.stringify({ profile: { ...profile, timeoutSeconds: 3 } }),
    });
    await dialog.getByRole("button", { name: "Save version 2" }).click();
    await dialog.getByRole("alert").getByText("Version 2 of this profile was saved meanwhile").waitFor();
  }, 60_000);
});

test("an event type is made, checked against its schema, archived and brought back", async () => {
  const page = await openPage({ as: "owner" });
  const slug = await createProduct(page, `Altus ${Date.now()}`);
  await tab(page, "Event types");
  await page.getByRole("heading", { name: "The catalogue is empty" }).waitFor();
  await page.getByRole("link", { name: "Create event type" }).click();
  await page.getByLabel("Name").fill("order.created");
  await page.getByLabel("JSON Schema of its data").fill('{"type":"object","required":["number"]}');
  await page.getByRole("button", { name: "Create event type" }).click();
  await page
    .getByText(/must have required property 'number'/)
    .first()
    .waitFor();
  await page.getByLabel("Example of its data").fill('{"number": 1.10}');
  await page.getByRole("button", { name: "Create event type" }).click();
  await page.getByRole("link", { name: "order.created" }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Archive event type" }).click();
  await page.getByRole("button", { name: "Bring back" }).waitFor();
  await page.getByRole("button", { name: "Bring back" }).click();
  await page.getByRole("button", { name: "Archive" }).waitFor();
  expect(new URL(page.url()).pathname).toContain(slug);
}, 60_000);

test("a publish key is replaced with an overlap, and ended", async () => {
  const page = await openPage({ as: "owner" });
  const slug = await createProduct(page, `Nubes ${Date.now()}`);
  const { token, id } = await call(`/operator/products/${slug}/publish-keys`, app().demo.operatorKey, {
    name: "Backend",
  });
  await page.goto(`${PRODUCTS}/${slug}/publish-keys`);
  const rows = page.getByRole("region", { name: "Publish keys" }).getByRole("row").filter({ hasText: "Backend" });
  await rows.getByRole("button", { name: /^Actions/ }).click();
  await page.getByRole("menuitem", { name: "Rotate…" }).click();
  await page.getByRole("button", { name: "Rotate key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await rows.getByText("Replaced").waitFor();
  expect(await rows.count()).toBe(2);
  await rows
    .filter({ hasText: "Replaced" })
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "End now…" }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  await rows.getByText("Revoked").waitFor();
  expect(id).toMatch(/^key_/);
  const refused = () =>
    fetch(`${app().url}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: "[]",
    }).then(({ status }) => status);
  await expect.poll(refused, EVENTUALLY).toBe(401);
}, 60_000);

test("a product without workspaces is deleted when its name was typed; one with a workspace is not", async () => {
  const page = await openPage({ as: "owner" });
  const name = `Brevis ${Date.now()}`;
  const slug = await createProduct(page, name);
  await tab(page, "Settings");
  await page.getByRole("button", { name: "Delete product" }).click();
  const dialog = page.getByRole("alertdialog");
  expect(await dialog.getByRole("button", { name: "Delete product" }).isDisabled()).toBe(true);
  await dialog.getByLabel(`Type “${name}” to confirm`).fill(name);
  await dialog.getByRole("button", { name: "Delete product" }).click();
  await page.getByRole("heading", { name: "Products", level: 1 }).waitFor();
  expect((await page.goto(`${PRODUCTS}/${slug}`))?.status()).toBe(404);
  await page.goto(`${PRODUCTS}/acme/settings`);
  expect(await page.getByRole("button", { name: "Delete product" }).isDisabled()).toBe(true);
}, 60_000);

describe.each([
  { name: "light, desktop", options: {} },
  { name: "dark, desktop", options: { colorScheme: "dark" as const } },
  { name: "light, 360 px", options: { viewport: { width: 360, height: 740 } } },
])("$name", ({ options }) => {
  test("every page of products is accessible and fits the window", async () => {
    const page = await openPage({ as: "owner", ...options });
    const below = ["", "/profile", "/profile/edit", "/profile/history", "/event-types", "/event-types/new"];
    const paths = [...below, "/event-types/import", "/publish-keys", "/settings"].map((path) => `/kaunt${path}`);
    for (const path of ["", "/new", ...paths]) {
      await page.goto(`${PRODUCTS}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      expect(await axe(page), path).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
  }, 180_000);
});

import { describe, expect, test } from "vitest";
import { developers, EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";

type Page = Awaited<ReturnType<typeof openPage>>;

const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;
const keys = (page: Page) => page.getByRole("region", { name: "API keys" });
const rowOf = (page: Page, last4: string) => page.getByRole("row").filter({ hasText: `…${last4}` });
const statusOf = async (token: string, path = "/webhooks") =>
  (await fetch(`${app().url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

/** Makes an integration by hand and stays on its page. */
async function createIntegration(page: Page, name: string): Promise<void> {
  await page.goto(developers("integrations"));
  await page.getByRole("button", { name: "Create integration" }).click();
  const dialog = page.getByRole("dialog", { name: "Create integration" });
  await dialog.getByRole("button", { name: "Create integration" }).click();
  await dialog.getByText("The name is required.").waitFor();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Description").fill("Books what was paid.");
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Create integration" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

/** Makes a key by hand with what `choose` ticks. @returns the key */
async function createKey(page: Page, name: string, choose: (dialog: ReturnType<Page["getByRole"]>) => Promise<void>) {
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create API key" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await choose(dialog);
  await dialog.getByRole("button", { name: "Create key" }).click();
  return takeKey(page);
}

/** Takes the key that is shown once; a first attempt to close the dialog without "Done" keeps it open. */
async function takeKey(page: Page): Promise<string> {
  const shown = page.getByRole("group", { name: "Key", exact: true });
  const token = (await shown.textContent())?.trim() ?? "";
  await page.keyboard.press("Escape");
  await page.getByText("Nobody can show this key again.").waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Done" }).click();
  await shown.waitFor({ state: "detached" });
  return token;
}

test("an admin gives a program a key, rotates it, ends the old one and deletes the integration", async () => {
  const page = await openPage({ as: "admin" });
  const name = unique("ERP");
  await createIntegration(page, name);
  await page.getByRole("heading", { name: "No key yet" }).waitFor();

  const token = await createKey(page, "Nightly sync", async (dialog) => {
    await dialog.getByRole("button", { name: "Create key" }).click();
    await dialog.getByText("Choose at least one scope.").waitFor();
    await dialog.getByRole("checkbox", { name: /^See webhooks and their health/ }).click();
    expect(await dialog.getByText("Delete the workspace").count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });
  expect(await statusOf(token)).toBe(200);
  expect(await statusOf(token, "/deliveries")).toBe(403);
  await rowOf(page, token.slice(-4)).getByText("webhooks:read").waitFor();

  await rowOf(page, token.slice(-4))
    .getByRole("button", { name: /^Actions for Nightly sync/ })
    .click();
  await page.getByRole("menuitem", { name: "Rotate…" }).click();
  const rotation = page.getByRole("dialog", { name: "Rotate “Nightly sync”" });
  await rotation.getByRole("combobox", { name: "The old key goes on working for" }).click();
  await page.getByRole("option", { name: "Another length of time" }).click();
  await rotation.getByLabel("Length of the overlap: amount").fill("721");
  await rotation.getByRole("button", { name: "Rotate key" }).click();
  await rotation.getByText("the overlap is 30 days at most").waitFor();
  await rotation.getByLabel("Length of the overlap: amount").fill("1.5");
  expect(await axe(page)).toEqual([]);
  await rotation.getByRole("button", { name: "Rotate key" }).click();
  await page.getByText(/^The old one ends/).waitFor();
  const next = await takeKey(page);
  await rowOf(page, token.slice(-4)).getByText("Replaced").waitFor();
  await rowOf(page, token.slice(-4)).getByText("works, ends in").waitFor();
  // It was used above.
  expect(await rowOf(page, token.slice(-4)).getByText("never").count()).toBe(0);
  expect([await statusOf(token), await statusOf(next)]).toEqual([200, 200]);
  expect(await axe(page)).toEqual([]);

  await rowOf(page, token.slice(-4))
    .getByRole("button", { name: /^Actions for/ })
    .click();
  expect(await page.getByRole("menuitem", { name: "Rotate…" }).count()).toBe(0);
  await page.getByRole("menuitem", { name: "End now…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End it now" }).click();
  await rowOf(page, token.slice(-4)).getByText("Revoked").waitFor();
  expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);

  await page.getByRole("navigation", { name: "Integration" }).getByRole("link", { name: "Activity" }).click();
  for (const action of ["key.revoked", "key.rotated", "key.created", "integration.created"]) {
    await page.getByRole("region", { name: "Audit log" }).getByText(action).first().waitFor();
  }
  expect(await axe(page)).toEqual([]);

  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  await question.getByText("Its key stops working at once").waitFor();
  expect(await question.getByRole("button", { name: "Delete integration" }).isEnabled()).toBe(false);
  await question.getByLabel(`Type “${name}” to confirm`).fill(name);
  await question.getByRole("button", { name: "Delete integration" }).click();
  await page.waitForURL(`**${developers("integrations")}`);
  expect(await statusOf(next)).toBe(401);
});

test("its webhooks are made with it filled in, listed under it, and kept when it goes", async () => {
  const page = await openPage({ as: "owner" });
  const [name, webhook] = [unique("Shop"), unique("Orders")];
  await createIntegration(page, name);
  await page.getByRole("navigation", { name: "Integration" }).getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { name: "No webhook yet" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "Create webhook" }).click();
  await page.getByRole("combobox", { name: "Integration" }).filter({ hasText: name }).waitFor();
  await page.getByLabel("URL").fill("https://hooks.example.com/in");
  await page.getByLabel("Name", { exact: true }).fill(webhook);
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  await page.getByRole("button", { name: "Create webhook" }).click();
  await page.getByText(`${webhook} is active`).waitFor();

  await page.goto(developers("integrations"));
  await page.getByRole("searchbox", { name: "Search by name or description" }).fill(name);
  await expect
    .poll(() => page.getByRole("region", { name: "Integrations" }).getByRole("row").count(), EVENTUALLY)
    .toBe(2);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name }).click();
  await page.getByRole("navigation", { name: "Integration" }).getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("region", { name: "Webhooks", exact: true }).getByRole("link", { name: webhook }).waitFor();

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  await question.getByRole("radio", { name: /^Keep its 1 webhook/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await question.getByLabel(`Type “${name}” to confirm`).fill(name);
  await question.getByRole("button", { name: "Delete integration" }).click();
  await page.waitForURL(`**${developers("integrations")}`);
  await page.goto(`${developers("webhooks")}?q=${encodeURIComponent(webhook)}`);
  await page.getByRole("link", { name: webhook }).waitFor();
});

test("keys of the workspace itself are made on their own page, edited, and found by ⌘K", async () => {
  const page = await openPage({ as: "admin" });
  await page.goto(developers("keys"));
  const name = unique("Deploy");
  const token = await createKey(page, name, async (dialog) => {
    await dialog.getByRole("button", { name: "Read only" }).click();
    await dialog.getByRole("combobox", { name: "Expires" }).click();
    await page.getByRole("option", { name: "30 days" }).click();
  });
  const last4 = token.slice(-4);
  await page.goto(`${developers("keys")}?q=${encodeURIComponent(name)}`);
  await rowOf(page, last4).getByText("the workspace").waitFor();
  await rowOf(page, last4)
    .getByText(/^expires in (29|30) d/)
    .waitFor();
  await rowOf(page, last4).getByText("8 scopes").click();
  await rowOf(page, last4).getByText("deliveries:read").waitFor();

  await rowOf(page, last4)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: "Edit…" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit key" });
  await dialog.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "On a day…" }).click();
  await dialog.getByLabel("Last day").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("The day must be in the future.").waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "7 days", exact: true }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await rowOf(page, last4).getByText("Expires soon").waitFor();

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").last().fill(name);
  await page.getByRole("option", { name: new RegExp(`Key ${name}`) }).click();
  await page.waitForURL(/\/keys\?q=key_/);
  await rowOf(page, last4).waitFor();
});

describe("who may not", () => {
  test.each(["viewer", "developer"] as const)(
    "a %s sees keys and integrations, and no way to change them",
    async (as) => {
      const admin = await openPage({ as: "admin" });
      const name = unique("Seen");
      await createIntegration(admin, name);
      await createKey(admin, "Sync", (dialog) => dialog.getByRole("radio", { name: /^Everything an admin/ }).click());
      const page = await openPage({ as });
      await page.goto(developers("integrations"));
      await page.getByRole("link", { name }).click();
      await keys(page).getByText("Everything an admin may").waitFor();
      for (const button of ["Create key", "Edit", "Delete", "Actions"]) {
        expect(await page.getByRole("button", { name: new RegExp(`^${button}`) }).count(), button).toBe(0);
      }
      expect(await axe(page)).toEqual([]);
      await page.getByRole("navigation", { name: "Integration" }).getByRole("link", { name: "Activity" }).click();
      await page.getByRole("heading", { name: "Only admins read the audit log" }).waitFor();
      await page.goto(developers("keys"));
      await keys(page).waitFor();
      expect(await page.getByRole("button", { name: "Create key" }).count()).toBe(0);
      expect(await axe(page)).toEqual([]);
    },
  );
});

test("a key that its maker's demotion limits says so", async () => {
  const admin = await openPage({ as: "admin", workspace: "cuuro" });
  await admin.goto("/cuuro/settings/developers/keys");
  const token = await createKey(admin, unique("Limited"), (dialog) =>
    dialog.getByRole("radio", { name: /^Everything an admin/ }).click(),
  );
  const { apiKey } = app().demo.products.cuuro ?? { apiKey: "" };
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${app().url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  const { data } = await call("GET", "/members");
  const maker = data.find(({ email }: { email: string }) => email === "admin@cuuro.test");
  await call("PATCH", `/members/${maker.id}`, { role: "developer" });
  try {
    const page = await openPage({ as: "owner", workspace: "cuuro" });
    await page.goto("/cuuro/settings/developers/keys");
    await rowOf(page, token.slice(-4)).getByText("Does only what a developer may").waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await statusOf(token, "/audit-log")).toBe(403);
  } finally {
    await call("PATCH", `/members/${maker.id}`, { role: "admin" });
  }
});

test.each([
  { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { colorScheme: "light", viewport: { width: 360, height: 740 } },
] as const)("the pages hold in $colorScheme at $viewport.width px", async (options) => {
  const page = await openPage({ as: "admin", ...options });
  await createIntegration(page, unique("Looks"));
  await createKey(page, "Sync", (dialog) => dialog.getByRole("button", { name: "Read only" }).click());
  for (const path of [new URL(page.url()).pathname, developers("integrations"), developers("keys")]) {
    await page.goto(path);
    await page.getByRole("table").first().waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
  }
});

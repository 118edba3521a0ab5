import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";

const unique = (word: string) => `${word}-${crypto.randomUUID().slice(0, 8)}`;

function asOperator(path: string, body?: unknown, method = body === undefined ? "GET" : "POST") {
  return fetch(`${app().url}/api/v1/operator${path}`, {
    method,
    headers: { authorization: `Bearer ${app().demo.operatorKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** A workspace of the demo's product, by API. */
async function createWorkspace(fields: Record<string, unknown> = {}) {
  const name = unique("customer");
  const answer = await asOperator("/workspaces", { product: "acme", name, slug: name, apiKey: true, ...fields });
  expect(answer.status).toBe(201);
  return answer.json();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();

describe("workspaces", () => {
  test("one is created by hand, its owner joins by the link and its key works", async () => {
    const page = await openPage({ as: "owner" });
    await page.goto("/operator/workspaces");
    await page.getByRole("button", { name: "Create workspace" }).click();
    const dialog = page.getByRole("dialog", { name: "Create a workspace" });
    const slug = unique("globex");
    await dialog.getByLabel("Name", { exact: true }).fill("Globex");
    await dialog.getByLabel("Slug").fill("Operator!");
    await dialog.getByLabel("First owner’s e-mail").fill(`${slug}@example.com`);
    await dialog.getByRole("checkbox", { name: "Create an API key" }).click();
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    await dialog.getByText("The slug must be lower-case letters").waitFor();
    await dialog.getByLabel("Slug").fill(slug);
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    const done = page.getByRole("dialog", { name: "Workspace created" });
    const link = (await done.getByRole("group", { name: "Invitation link" }).textContent()) ?? "";
    const key = (await done.getByRole("group", { name: "API key" }).textContent()) ?? "";
    expect(await axe(page)).toEqual([]);
    const webhooks = await fetch(`${app().url}/api/v1/webhooks`, {
      headers: { authorization: `Bearer ${key.trim()}` },
    });
    expect(webhooks.status).toBe(200);

    const guest = await openPage();
    await guest.goto(new URL(link).pathname);
    await guest.getByLabel("Your name").fill("Ada");
    await guest.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await guest.getByRole("button", { name: "Join Globex" }).click();
    await guest.waitForURL(`**/${slug}/settings/developers/webhooks`);

    await done.getByRole("link", { name: "Open Globex" }).click();
    await heading(page, "Globex Active");
    const members = page.getByRole("region", { name: "Members" }).first();
    await expect.poll(() => members.textContent(), EVENTUALLY).toContain("Ada");
  });

  test("are found by name and status, from the URL", async () => {
    const { slug } = await createWorkspace();
    const page = await openPage({ as: "owner" });
    await page.goto("/operator/workspaces");
    await page.getByLabel("Search by name, slug or id").fill(slug);
    await page.waitForURL(`**q=${slug}`);
    const table = page.getByRole("region", { name: "Workspaces" });
    await expect.poll(() => table.getByRole("row").count(), EVENTUALLY).toBe(2);
    await page.goto(`/operator/workspaces?q=${slug}&status=suspended`);
    await page.getByRole("heading", { name: "No workspace matches" }).waitFor();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await table.getByRole("link", { name: "Acme" }).waitFor();
  });

  test("one is suspended: its members learn why wherever they are, and resumed: they go on", async () => {
    const email = `${unique("owner")}@example.com`;
    const { slug, invitation } = await createWorkspace({ owner: email });
    const member = await openPage();
    await member.goto(new URL(invitation.url).pathname);
    await member.getByLabel("Your name").fill("Grace");
    await member.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await member.getByRole("button", { name: /^Join/ }).click();
    await member.waitForURL(`**/${slug}/settings/developers/webhooks`);

    const page = await openPage({ as: "owner" });
    await page.goto(`/operator/workspaces/${slug}`);
    await page.getByRole("button", { name: "Suspend…" }).click();
    const dialog = page.getByRole("alertdialog");
    expect(await dialog.getByRole("button", { name: "Suspend" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Reason").fill("The invoice of May is unpaid.");
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await heading(page, `${slug} Suspended`);

    for (const path of ["", "/settings/developers/deliveries", "/settings/members"]) {
      await member.goto(`/${slug}${path}`);
      await heading(member, `${slug} is suspended`);
    }
    await member.getByText("The invoice of May is unpaid.").waitFor();
    expect(await axe(member)).toEqual([]);
    expect((await member.request.get(`/api/dashboard/${slug}/notifications`)).status()).toBe(403);

    await page.getByRole("button", { name: "Resume" }).click();
    await heading(page, `${slug} Active`);
    await member.reload();
    await member.waitForURL(`**/${slug}/settings/developers/webhooks`);
  });

  test("one is exported, and deleted only by its slug; its purge is on the health page", async () => {
    const { slug } = await createWorkspace();
    const page = await openPage({ as: "owner" });
    await page.goto(`/operator/workspaces/${slug}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/-workspace-.*\.ndjson$/);
    await page.getByRole("button", { name: "Delete workspace" }).click();
    const dialog = page.getByRole("alertdialog");
    const confirm = dialog.getByRole("button", { name: "Delete workspace" });
    await dialog.getByRole("textbox").fill("something else");
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill(slug);
    await confirm.click();
    await page.waitForURL("**/operator/workspaces");
    expect((await page.goto(`/operator/workspaces/${slug}`))?.status()).toBe(404);
    await page.goto("/operator/health");
    await page.getByRole("list", { name: "Purges" }).getByText(slug).first().waitFor();
  });
});

test("health shows every check, and says when it is not fresh", async () => {
  const page = await openPage({ as: "owner" });
  await page.goto("/operator/health");
  const checks = page.getByRole("list", { name: "Checks" });
  for (const label of ["Database", "Engine", "Dispatchers", "Storage", "Clock", "Mail"]) {
    await checks.getByText(label, { exact: true }).waitFor();
  }
  await page.route("**/api/operator/health", (route) => route.abort());
  await page.getByRole("alert").getByText("What you see is not fresh").waitFor();
  await page.unroute("**/api/operator/health");
  await page.getByText("What you see is not fresh").waitFor({ state: "detached" });
});

test("an operator is added, sets a password by the link, lands in the console, and is removed again", async () => {
  const page = await openPage({ as: "owner" });
  await page.goto("/operator/people");
  await page.getByRole("button", { name: "Add operator" }).click();
  const email = `${unique("night")}@example.com`;
  await page.getByRole("dialog").getByLabel("E-mail").fill(email);
  await page.getByRole("dialog").getByRole("button", { name: "Add operator" }).click();
  const link = (await page.getByRole("group", { name: "Link" }).textContent()) ?? "";
  await page.keyboard.press("Escape");

  const other = await openPage();
  await other.goto(new URL(link).pathname);
  await other.getByLabel("New password").first().fill("correct horse battery");
  await other
    .getByRole("button", { name: /password/i })
    .last()
    .click();
  await other.waitForURL("**/operator/workspaces");

  await page.getByRole("button", { name: `Actions for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Remove operator…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove operator" }).click();
  await page.getByText("No longer an operator").first().waitFor();
  expect((await other.goto("/operator/workspaces"))?.status()).toBe(404);
});

test("an operator key is made, rotated with an overlap, and revoked", async () => {
  const page = await openPage({ as: "owner" });
  await page.goto("/operator/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  const name = unique("key");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("group", { name: "Operator key" });
  const first = ((await shown.textContent()) ?? "").trim();
  const use = async (key: string, path = "/workspaces") =>
    (await fetch(`${app().url}/api/v1/operator${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await use(first)).toBe(200);
  expect(await use(first, "/people")).toBe(403);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rotate…" }).click();
  const rotation = page.getByRole("alertdialog");
  await rotation.getByRole("combobox", { name: "The old key goes on working for" }).click();
  await page.getByRole("option", { name: "Another length of time" }).click();
  await rotation.getByRole("button", { name: "Rotate" }).click();
  const second = ((await shown.textContent()) ?? "").trim();
  expect(second).not.toBe(first);
  expect([await use(first), await use(second)]).toEqual([200, 200]);
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: `Actions for ${name}` })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke key" }).click();
  await page.getByText("Revoked", { exact: true }).first().waitFor();
  expect([await use(first), await use(second)].toSorted()).toEqual([200, 401]);
});

test("settings are saved, wrong ones are named, and the audit log has who changed what", async () => {
  const page = await openPage({ as: "owner" });
  await page.goto("/operator/settings");
  const form = page.getByRole("form", { name: "Instance settings" });
  await form.getByLabel("Addresses you send from").fill("203.0.113.7\nnonsense");
  await form.getByRole("button", { name: "Save changes" }).click();
  await form.getByText("nonsense must be an IP address").waitFor();
  const address = `203.0.113.${1 + Math.floor(Math.random() * 250)}`;
  await form.getByLabel("Addresses you send from").fill(address);
  await form.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  expect(await (await fetch(`${app().url}/api/v1/egress-ips`)).json()).toMatchObject({ data: [address] });
  await page.goto("/operator/audit-log?group=instance");
  await page.getByRole("button", { name: "instance.updated" }).first().click();
  await page.getByText(address).first().waitFor();
  await asOperator("/settings", { egressIps: [] }, "PATCH");
});

test("a workspace's own audit log says that it was an operator", async () => {
  await asOperator("/workspaces/acme/members", { email: `${unique("guest")}@example.com`, role: "viewer" });
  const page = await openPage({ as: "admin" });
  await page.goto("/acme/settings/audit-log?group=invitation");
  const row = page.getByRole("row").filter({ hasText: "invitation.created" }).first();
  await row.getByText("Operator", { exact: true }).waitFor();
});

describe("every page of the console", () => {
  test.each(
    ["workspaces", "workspaces/acme", "health", "keys", "people", "audit-log", "settings"].flatMap((path) => [
      { path, name: "light", options: {} },
      { path, name: "dark", options: { colorScheme: "dark" as const } },
      { path, name: "360 px", options: { viewport: { width: 360, height: 740 } } },
    ]),
  )("$path is accessible and fits the window ($name)", async ({ path, options }) => {
    const page = await openPage({ as: "owner", ...options });
    await page.goto(`/operator/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

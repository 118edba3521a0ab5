import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { app, axe, openPage } from "#tests/support/browser";

const PHONE = { width: 360, height: 740 };
const settings = (workspace: string, page: string) => `/${workspace}/settings/${page}`;
const PASSWORD = "correct horse battery staple";

/** Invites by hand. @returns the link's path */
async function invite(page: Awaited<ReturnType<typeof openPage>>, email: string, role: string): Promise<string> {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role, exact: true }).click();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Invite" }).click();
  const url = (await page.getByRole("group", { name: "Invitation link" }).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  return new URL(url).pathname;
}

test("somebody is invited, makes an account with the link, gets another role and is removed", async () => {
  const page = await openPage({ as: "admin" });
  await page.goto(settings("acme", "members"));
  const email = `new-${crypto.randomUUID()}@example.com`;
  const link = await invite(page, email, "Developer");
  await page.getByRole("region", { name: "Invitations" }).getByText(email).waitFor();
  expect(await axe(page)).toEqual([]);

  const guest = await openPage();
  await guest.goto(link);
  await guest.getByText("Admin of Acme invites you as developer").waitFor();
  expect(await axe(guest)).toEqual([]);
  await guest.getByLabel("Your name").fill("Nora New");
  await guest.getByLabel("Password").fill("short");
  await guest.getByRole("button", { name: "Join Acme" }).click();
  await guest.getByText("The password must have at least 12 characters.").waitFor();
  await guest.getByLabel("Password").fill(PASSWORD);
  await guest.getByRole("button", { name: "Join Acme" }).click();
  await guest.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
  await guest.getByRole("link", { name: "Create webhook" }).first().waitFor();
  await guest.goto(link);
  await guest.getByRole("heading", { name: "This invitation does not work any more" }).waitFor();

  await page.reload();
  const members = page.getByRole("region", { name: "Members" });
  await members.getByRole("combobox", { name: "Role of Nora New" }).click();
  await page.getByRole("option", { name: "Viewer" }).click();
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByText("Nora New is viewer now").waitFor();
  await guest.goto(settings("acme", "developers/webhooks"));
  await guest.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
  expect(await guest.getByRole("link", { name: "Create webhook" }).count()).toBe(0);

  await members.getByRole("button", { name: "Actions for Nora New" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Remove member" }).click();
  await page.getByText("Nora New was removed").waitFor();
  expect((await guest.goto(settings("acme", "developers/webhooks")))?.status()).toBe(404);
});

test("an account joins a second workspace, switches between the two and leaves again", async () => {
  const page = await openPage({ as: "owner", workspace: "crondb" });
  await page.goto(settings("crondb", "members"));
  const link = await invite(page, "developer@kaunt.test", "Viewer");

  const stranger = await openPage({ as: "viewer", workspace: "kaunt" });
  await stranger.goto(link);
  await stranger.getByText("you are signed in as viewer@kaunt.test").waitFor();
  expect(await axe(stranger)).toEqual([]);
  const visitor = await openPage();
  await visitor.goto(link);
  await visitor.getByRole("link", { name: "Sign in" }).click();
  await visitor.waitForURL(/sign-in\?to=%2Finvite%2F/);

  const guest = await openPage({ as: "developer", workspace: "kaunt" });
  await guest.goto(link);
  await guest.getByRole("button", { name: /^Join / }).click();
  await guest.waitForURL(/\/crondb\//);
  await guest.getByRole("button", { name: /Switch workspace/ }).click();
  await guest.getByRole("menuitem", { name: /kaunt/i }).click();
  await guest.waitForURL(/\/kaunt\//);

  await guest.goto(settings("crondb", "members"));
  expect(await guest.getByRole("combobox").count()).toBe(0);
  await guest.getByRole("button", { name: /^Actions for/ }).click();
  await guest.getByRole("menuitem", { name: "Leave workspace…" }).click();
  await guest.getByRole("button", { name: "Leave workspace" }).click();
  await guest.waitForURL(/\/kaunt\//);
  expect((await guest.goto(settings("crondb", "members")))?.status()).toBe(404);
});

test("a webhook whose owner was demoted says which event types are withheld, and an admin gives it another owner", async () => {
  const owner = await openPage({ as: "owner", workspace: "countercyclical" });
  const { apiKey } = app().demo.products.countercyclical ?? { apiKey: "" };
  const call = async (path: string, method: string, body?: unknown) => {
    const answer = await fetch(`${app().url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const { body: webhook } = await call("/webhooks", "POST", {
    name: "Team changes",
    url: "https://hooks.example.com/in",
    eventTypes: ["team.created", "memo.created"],
  });
  const { body: members } = await call("/members", "GET");
  const idOf = (role: string) => members.data.find((member: { role: string }) => member.role === role).id;
  expect((await call(`/webhooks/${webhook.id}/owner`, "POST", { owner: idOf("developer") })).status).toBe(200);

  const base = settings("countercyclical", `developers/webhooks/${webhook.id}`);
  await owner.goto(base);
  await owner.getByText("1 event type is withheld").waitFor();
  await owner.getByText(/Developer of .* is developer/).waitFor();
  expect(await axe(owner)).toEqual([]);
  await owner.goto(`${base}/settings`);
  await owner.getByRole("combobox", { name: "Receives what this member may see" }).click();
  await owner.getByRole("option", { name: /^Admin of/ }).click();
  await owner.getByRole("button", { name: "Change owner" }).click();
  await owner.getByText("Owner changed").waitFor();
  expect(await axe(owner)).toEqual([]);
  await owner.goto(base);
  await owner.getByText("Set-up").waitFor();
  expect(await owner.getByText("withheld").count()).toBe(0);
});

test.each([
  { name: "light", options: {} },
  { name: "dark, 360 px", options: { colorScheme: "dark" as const, viewport: PHONE } },
])("members and roles are accessible and fit the window: $name", async ({ options }) => {
  for (const as of ["owner", "viewer"]) {
    const page = await openPage({ as, workspace: "cuuro", ...options });
    for (const path of ["members", "roles"]) {
      await page.goto(settings("cuuro", path));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => page.locator("main table").count(), EVENTUALLY).toBeGreaterThan(0);
      expect(await axe(page), path).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
  }
});

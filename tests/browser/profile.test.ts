import { expect, test } from "vitest";
import { axe, openPage } from "#tests/support/browser";

const PASSWORD = "correct horse battery staple";
const PHONE = { width: 360, height: 740 };

/** A new member of the workspace, signed in. */
async function newcomer(workspace: string) {
  const owner = await openPage({ as: "owner", workspace });
  await owner.goto(`/${workspace}/settings/members`);
  await owner.getByRole("button", { name: "Invite", exact: true }).click();
  const email = `new-${crypto.randomUUID()}@example.com`;
  await owner.getByRole("dialog").getByLabel("E-mail").fill(email);
  await owner.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
  const link = (await owner.getByRole("group", { name: "Invitation link" }).textContent()) ?? "";
  const page = await openPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill("Nora New");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: /^Join / }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
  return { page, email };
}

async function signIn(email: string, password: string) {
  const page = await openPage();
  await page.goto("/sign-in?to=/profile");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

test("a person changes name and password, and sees and ends the sessions of other browsers", async () => {
  const { page, email } = await newcomer("kruncher");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Profile" }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Nora Newman");
  await page.getByRole("button", { name: "Save name" }).click();
  await page.getByText("Name saved").waitFor();

  const other = await signIn(email, PASSWORD);
  await other.getByRole("heading", { name: "Profile" }).waitFor();
  await page.reload();
  const sessions = page.getByRole("list", { name: "Sessions" });
  expect(await sessions.getByRole("listitem").count()).toBe(2);
  expect(await axe(page)).toEqual([]);
  await sessions.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Signed out there").waitFor();
  await other.goto("/profile");
  await other.waitForURL(/sign-in/);

  await page.getByLabel("Present password").fill("not the password");
  await page.getByLabel("New password").fill(`${PASSWORD} two`);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("It is not your present password.").waitFor();
  await page.getByLabel("Present password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Every other browser is signed out.").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Profile" }).waitFor();

  const late = await signIn(email, PASSWORD);
  await late.getByText("The e-mail address or the password is wrong.").waitFor();
  const again = await signIn(email, `${PASSWORD} two`);
  await again.getByRole("heading", { name: "Profile" }).waitFor();
  await again.getByRole("button", { name: "Sign out everywhere" }).click();
  await again.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await again.waitForURL(/sign-in/);
  await page.goto("/profile");
  await page.waitForURL(/sign-in/);
});

test("the profile is accessible and fits a phone, light and dark", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await openPage({ as: "viewer", workspace: "kruncher", viewport: PHONE, colorScheme });
    await page.goto("/profile");
    await page.getByRole("list", { name: "Sessions" }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});

import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { accept, signUp } from "#tests/support/customer";

const PATH = "/kaunt/settings/workspace";

test("an admin renames the workspace and shortens its retention, after a question", async () => {
  const page = await openPage({ as: "admin", workspace: "kaunt" });
  await page.goto(PATH);
  await page.getByRole("heading", { name: "Workspace", level: 1 }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await page.getByRole("button", { name: "Delete workspace" }).count()).toBe(0);

  await page.getByLabel("Keep the log for (days)").fill("400");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("It must be a whole number of days from 1 to 365.").waitFor();
  await page.getByLabel("Keep the log for (days)").fill("14");
  await page.getByLabel("Name", { exact: true }).fill("Kaunt Renamed");
  await page.getByRole("button", { name: "Save changes" }).click();
  const question = page.getByRole("alertdialog", { name: "Keep the log for 14 days only?" });
  await question.waitFor();
  await question.getByRole("button", { name: "Delete what is older" }).click();
  await page.getByText("Saved").waitFor();
  await page.getByRole("button", { name: "Workspace: Kaunt Renamed. Switch workspace" }).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel("Keep the log for (days)").inputValue(), EVENTUALLY).toBe("14");
});

test("who leaves with unsaved changes is asked first", async () => {
  const page = await openPage({ as: "owner", workspace: "kaunt" });
  await page.goto(PATH);
  await page.getByLabel("Name", { exact: true }).fill("Not saved");
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  let asked = 0;
  page.once("dialog", (dialog) => {
    asked++;
    void dialog.dismiss();
  });
  await page.getByRole("link", { name: "Webhooks" }).click();
  expect(asked).toBe(1);
  expect(new URL(page.url()).pathname).toBe(PATH);
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Not saved");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
});

test("a viewer reads the settings and is offered nothing to change", async () => {
  const page = await openPage({ as: "viewer", workspace: "kaunt" });
  await page.goto(PATH);
  await page.getByText(/Admins and owners of .* may change these settings/).waitFor();
  expect(await page.getByRole("main").getByRole("textbox").count()).toBe(0);
  expect(await axe(page)).toEqual([]);
});

test("the owner deletes a workspace by typing its name, and lands elsewhere", async () => {
  const { slug, invitation } = await signUp("acme");
  const page = await openPage();
  await accept(page, invitation);
  await page.goto(`/${slug}/settings/workspace`);
  const name = await page.getByLabel("Name", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Delete workspace" }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  const confirm = question.getByRole("button", { name: "Delete workspace" });
  expect(await confirm.isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
  await question.getByLabel(/^Type/).fill(name);
  await confirm.click();
  await page.waitForURL((url) => !url.pathname.startsWith(`/${slug}`));
  expect((await page.goto(`/${slug}/settings/workspace`))?.status()).toBe(404);
});

import type { Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { createAndKeepSecret, fillWebhook, productOf } from "#tests/support/customer";
import { startReceiver } from "#tests/support/receiver";

// Countercyclical's customers: a webhook sees what its maker's role in the workspace may see.

const countercyclical = productOf("countercyclical");
const DATA = '{"id":"tea_4821","name":"Semiconductors","updatedAt":"2026-03-18T14:30:00.000Z"}';
const WITHHELD = "3 event types are withheld";

/** Opens the form, and makes a webhook for every event. */
async function createForAll(page: Page, name: string) {
  const receiver = await startReceiver();
  await page.goto(countercyclical.developers("webhooks", "new"));
  await fillWebhook(page, { name, url: receiver.url });
  await page.getByRole("checkbox", { name: "All events, also future ones" }).click();
  const secret = await createAndKeepSecret(page);
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  return {
    path: new URL(page.url()).pathname,
    /** The types that have arrived, in order, each verified. */
    types: () =>
      receiver.requests.map(({ body, headers }) => {
        new Webhook(secret).verify(body, headers as Record<string, string>);
        return JSON.parse(body).type as string;
      }),
  };
}

/** Gives a member another role by hand. */
async function changeRole(page: Page, from: "Admin" | "Developer", role: "Admin" | "Developer") {
  await page.goto("/countercyclical/settings/members");
  await page.getByRole("combobox", { name: "Role of Admin of Countercyclical" }).filter({ hasText: from }).click();
  await page.getByRole("option", { name: role }).click();
  if (role === "Developer") await page.getByRole("button", { name: "Change role" }).click();
  await page.getByText(`Admin of Countercyclical is ${role.toLowerCase()} now`).waitFor();
}

test("a developer's webhook for all events receives none of those that only admins may see, and says so", async () => {
  const page = await openPage({ as: "developer", workspace: "countercyclical" });
  await page.goto(countercyclical.developers("webhooks", "new"));
  expect(
    await page
      .getByRole("listitem")
      .filter({ hasText: /\.(created|updated|deleted)/ })
      .count(),
  ).toBe(18);
  const team = page.getByRole("region", { name: "Team", exact: true });
  expect(await team.getByText("needs the role admin").count()).toBe(3);
  expect(await team.getByRole("checkbox", { name: /^team\.updated/ }).isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);

  const webhook = await createForAll(page, `Developer ${crypto.randomUUID().slice(0, 8)}`);
  await page.getByText(WITHHELD).waitFor();
  await page.getByText("Developer of Countercyclical is developer").waitFor();
  expect(await axe(page)).toEqual([]);
  await countercyclical.publish("team.updated", DATA);
  await countercyclical.publish("memo.updated", DATA);
  await expect.poll(webhook.types, EVENTUALLY).toEqual(["memo.updated"]);
});

test("an admin's webhook sees the team until the admin is one no more, and again from the event after their return", async () => {
  const admin = await openPage({ as: "admin", workspace: "countercyclical" });
  const webhook = await createForAll(admin, `Admin ${crypto.randomUUID().slice(0, 8)}`);
  expect(await admin.getByText(WITHHELD).count()).toBe(0);
  await countercyclical.publish("team.created", DATA);
  await expect.poll(webhook.types, EVENTUALLY).toEqual(["team.created"]);

  const owner = await openPage({ as: "owner", workspace: "countercyclical" });
  await changeRole(owner, "Admin", "Developer");
  try {
    await countercyclical.publish("team.updated", DATA);
    await countercyclical.publish("valuation.created", DATA);
    await expect.poll(webhook.types, EVENTUALLY).toEqual(["team.created", "valuation.created"]);
    await owner.goto(webhook.path);
    await owner.getByText(WITHHELD).waitFor();
    await owner.getByText("Admin of Countercyclical is developer").waitFor();
    for (const type of ["team.created", "team.updated", "team.deleted"]) await owner.getByText(type).first().waitFor();
    expect(await axe(owner)).toEqual([]);
  } finally {
    await changeRole(owner, "Developer", "Admin");
  }
  await countercyclical.publish("team.deleted", DATA);
  await expect.poll(webhook.types, EVENTUALLY).toEqual(["team.created", "valuation.created", "team.deleted"]);
  await owner.goto(webhook.path);
  await owner.getByRole("heading", { level: 1 }).waitFor();
  expect(await owner.getByText(WITHHELD).count()).toBe(0);
});

import { expect, test } from "vitest";
import { developers, publish } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { ask, productOf } from "#tests/support/customer";

test("the catalogue says how many webhooks subscribe and how many events there are; a type's page says which", async () => {
  const { apiKey } = productOf("acme");
  const name = `Subscriber ${crypto.randomUUID().slice(0, 8)}`;
  await ask(apiKey, "POST", "/webhooks", {
    name,
    url: "https://hooks.example.com/in",
    eventTypes: ["customer.created"],
  });
  await publish([{ type: "customer.created", data: {} }]);
  const listed = (await ask(apiKey, "GET", "/event-types")).data as {
    name: string;
    webhooks: number;
    volume: unknown;
  }[];
  const answer = listed.find((type) => type.name === "customer.created");

  const page = await openPage({ as: "viewer" });
  await page.goto(developers("catalogue"));
  const card = page.getByRole("region", { name: "Customers" }).getByRole("article", { name: "customer.created" });
  await card.getByRole("link", { name: `${answer?.webhooks} webhook` }).waitFor();
  await card.getByRole("img", { name: /^Last 30 days: \d+ accepted$/ }).waitFor();
  await card.getByRole("link", { name: "customer.created" }).click();
  await page.getByRole("heading", { level: 1, name: "customer.created" }).waitFor();
  const volume = page.getByRole("region", { name: "Volume" });
  const accepted = await volume.getByRole("definition").allTextContents();
  expect(accepted).toHaveLength(3);
  for (const count of accepted) expect(Number(count.replace(",", ""))).toBeGreaterThan(0);
  await page.getByText("A customer was added.").first().waitFor();
  await page.getByText('"Brightwater Ltd"').waitFor();
  await page.getByRole("tab", { name: "Schema" }).click();
  await page.getByText("Where invoices are sent.").waitFor();
  await page.getByRole("tab", { name: "TypeScript" }).click();
  expect(await page.getByRole("region", { name: "TypeScript type of customer.created" }).textContent()).toMatch(
    /email\??: string/,
  );
  expect(await axe(page)).toEqual([]);
  await page.getByRole("region", { name: "Who subscribes" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
});

test("a role is told nothing of a type that it may not see, but that there is one", async () => {
  const { developers: at } = productOf("countercyclical");
  const page = await openPage({ as: "developer", workspace: "countercyclical" });
  await page.goto(at("catalogue"));
  const hidden = page.getByRole("article", { name: "team.created" });
  await hidden.getByText("needs the role admin").waitFor();
  expect(await hidden.getByRole("link").count()).toBe(0);
  expect((await page.goto(at("catalogue", "team.created")))?.status()).toBe(404);
  expect((await page.goto(at("catalogue", "memo.updated")))?.status()).toBe(200);
});

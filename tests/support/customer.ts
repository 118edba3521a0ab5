import type { Page } from "playwright-core";
import { expect } from "vitest";
import { app } from "#tests/support/browser";

const PASSWORD = "correct horse battery staple";

/** A call to the app, as a program makes it. */
export function call(key: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${app().url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What a call of API v1 answers, which must be a success. */
export async function ask(key: string, method: string, path: string, body?: unknown) {
  const answer = await call(key, method, `/api/v1${path}`, body);
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer.status === 204 ? null : answer.json();
}

/** A product of the demo, its keys, and where its workspace's pages are. */
export function productOf(name: string, workspace = name) {
  const { publishKey, apiKey } = app().demo.products[name] ?? { publishKey: "", apiKey: "" };
  return {
    publishKey,
    apiKey,
    /** A page under Settings > Developers. */
    developers: (...rest: string[]) => ["", workspace, "settings", "developers", ...rest].join("/"),
    /** Publishes as the product's backend does; `data` is sent as it stands. */
    publish: async (type: string, data: string, fields = "") => {
      const answer = await fetch(`${app().url}/api/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${publishKey}`, "content-type": "application/json" },
        body: `{"workspace":"${workspace}","type":"${type}","data":${data}${fields && `,${fields}`}}`,
      });
      expect(answer.status, type).toBe(202);
    },
  };
}

/** Signs a new customer of a product up, as its backend does. @returns its workspace, an API key, and the owner's link */
export async function signUp(product: string) {
  const slug = `${product}-${crypto.randomUUID().slice(0, 8)}`;
  const created = await ask(app().demo.operatorKey, "POST", "/operator/workspaces", {
    product,
    slug,
    name: "New customer",
    owner: `owner@${slug}.test`,
    apiKey: true,
  });
  return { slug, apiKey: created.apiKey.token as string, invitation: created.invitation.url as string };
}

/** Accepts an invitation by hand. */
export async function accept(page: Page, invitation: string): Promise<void> {
  await page.goto(invitation);
  await page.getByLabel("Your name").fill("Olivia Owner");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: /^Join / }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
}

/** Fills the form for a new webhook; the caller has opened it, and chooses the rest. */
export async function fillWebhook(page: Page, { name, url }: { name: string; url: string }): Promise<void> {
  await page.getByLabel("URL").fill(url);
  await page.getByLabel("Name", { exact: true }).fill(name);
}

/** Sends the form. @returns the secret, which is shown now and never again */
export async function createAndKeepSecret(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Create webhook" }).click();
  const shown = page.getByRole("group", { name: "Signing secret" });
  await shown.waitFor();
  return (await shown.textContent())?.trim() ?? "";
}

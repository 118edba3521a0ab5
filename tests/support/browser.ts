import { mkdir } from "node:fs/promises";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, expect, inject, onTestFinished } from "vitest";
import { launchChromium } from "#tests/support/chromium";
import type { TestApp } from "#tests/support/global-app";

export interface PageOptions {
  /** A role in the demo workspace, or an e-mail address; nobody when left out. */
  as?: "owner" | "admin" | "developer" | "viewer" | (string & {});
  /** Whose demo users are meant by a role. Default `acme`. */
  workspace?: string;
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number };
  /** Another app than the one that all tests share. */
  baseUrl?: string;
}

const FAILURES_DIR = "test-results";
const DESKTOP = { width: 1280, height: 800 };
let browser: Promise<Browser> | undefined;

/** The app under test, which this file shares with no other that runs meanwhile. */
export function app(): TestApp {
  const own = inject("apps")[Number(process.env.VITEST_POOL_ID) - 1];
  if (!own) throw new Error(`There is no app for the worker ${process.env.VITEST_POOL_ID}.`);
  return own;
}

/**
 * Opens a page in a fresh, signed-in session; paths given to `page.goto` are relative to the app. Call it inside a test:
 * the session ends with the test, leaving a screenshot in test-results/ when the test failed.
 */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  browser ??= launchBrowser();
  const { as, workspace = "acme", colorScheme = "light", viewport = DESKTOP, baseUrl = app().url } = options;
  const context = await (await browser).newContext({ baseURL: baseUrl, colorScheme, viewport });
  const page = await context.newPage();
  untilAlive(page);
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(`${page.url()}: ${message.text()}`);
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") {
      await mkdir(FAILURES_DIR, { recursive: true });
      const name = task.name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .slice(0, 80);
      await page.screenshot({ path: path.join(FAILURES_DIR, `${name}.png`), fullPage: true }).catch(() => {});
    }
    await context.close();
    expect(violations, "what the Content-Security-Policy has stopped").toEqual([]);
  });
  if (as) await signIn(context, as, workspace);
  return page;
}

/**
 * Before React has taken over the server's HTML nothing answers a click: `goto` waits for that, however busy the machine. It
 * is taken over part by part (each `Suspense` by itself), so every button and field is looked at.
 */
function untilAlive(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = async (...args) => {
    const answer = await goto(...args);
    await page.waitForFunction(
      () =>
        !document.querySelector("script[src*='/_next/']") ||
        [document.body, ...document.querySelectorAll("button, input, select, textarea")].every((element) =>
          Object.keys(element).some((key) => key.startsWith("__react")),
        ),
    );
    return answer;
  };
}

/**
 * The page's accessibility violations (WCAG 2.2 AA and best practices), one line each: `expect(await axe(page)).toEqual([])`.
 * Looks once what is there has faded in: half transparent text has too little contrast.
 */
export async function axe(page: Page): Promise<string[]> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      return playState !== "running" || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
    }),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`,
  );
}

function launchBrowser(): Promise<Browser> {
  afterAll(async () => (await browser)?.close());
  return launchChromium();
}

/** Through the same endpoint as the sign-in form. */
async function signIn(context: BrowserContext, as: string, workspace: string): Promise<void> {
  const user = app().demo.users.find((one) => one.email === as || (one.role === as && one.workspace === workspace));
  if (!user) throw new Error(`The demo has no user "${as}" in workspace "${workspace}".`);
  const csrf = await context.request.get("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email: user.email, password: user.password, json: "true" },
  });
  expect(answer.status(), `sign-in as ${user.email}`).toBe(200);
}
